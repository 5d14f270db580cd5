import type { ReactNode } from 'react';
import { m } from '~/generated/messages/messages';

/** What a control needs to know of its field; made by conform, or written by hand for forms that only ask. */
export interface FieldMeta {
  id: string;
  name: string;
  errors?: string[];
  initialValue?: unknown;
  required?: boolean;
}

interface FieldProps {
  field: FieldMeta;
  label: ReactNode;
  hint?: ReactNode;
  /** Says "(optional)" after the label. */
  optional?: boolean;
  children: ReactNode;
}

export function hintId(field: FieldMeta): string {
  return `${field.id}-hint`;
}

export function errorId(field: FieldMeta): string {
  return `${field.id}-error`;
}

/** Label above, hint below it, then the control, then what is wrong with it. */
export function Field({ field, label, hint, optional, children }: FieldProps) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={field.id} className="font-semibold">
        {label}
        {optional && <Optional />}
      </label>
      {hint && (
        <p id={hintId(field)} className="text-meta text-muted">
          {hint}
        </p>
      )}
      {children}
      <FieldError field={field} />
    </div>
  );
}

export function Optional() {
  return <span className="font-normal text-muted"> {m.common_optional()}</span>;
}

/** The sentences that say what is wrong with a field, tied to its control by id. */
export function FieldError({ field }: { field: FieldMeta }) {
  if (!field.errors?.length) return null;
  return (
    <p id={errorId(field)} className="font-medium text-danger">
      {field.errors.join(' ')}
    </p>
  );
}

/** The attributes every control takes from its field. */
export function controlProps(field: FieldMeta, hasHint: boolean) {
  const described = [hasHint && hintId(field), field.errors?.length && errorId(field)]
    .filter(Boolean)
    .join(' ');
  return {
    id: field.id,
    name: field.name,
    'aria-invalid': field.errors?.length ? (true as const) : undefined,
    'aria-describedby': described || undefined,
  };
}

export const controlLook =
  'min-h-target w-full rounded-control border border-control bg-surface px-3 py-2 text-ink aria-invalid:border-2 aria-invalid:border-danger';

/** The text a control starts with. */
export function initialText(field: FieldMeta): string | undefined {
  return typeof field.initialValue === 'string' ? field.initialValue : undefined;
}
