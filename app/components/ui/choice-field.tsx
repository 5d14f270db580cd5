import type { ChangeEventHandler, ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import {
  controlLook,
  controlProps,
  errorId,
  Field,
  FieldError,
  type FieldMeta,
  initialText,
  Optional,
} from './field';

export interface Option {
  value: string;
  label: string;
}

interface SelectFieldProps extends Omit<ComponentProps<'select'>, 'id' | 'name'> {
  field: FieldMeta;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
  options: readonly Option[];
  /** The first, empty choice, e.g. "Anywhere". */
  empty?: string;
}

/** One of a list, by the system's own picker. */
export function SelectField({
  field,
  label,
  hint,
  optional,
  options,
  empty,
  className,
  ...rest
}: SelectFieldProps) {
  return (
    <Field field={field} label={label} hint={hint} optional={optional}>
      <select
        className={cx(controlLook, className)}
        defaultValue={initialText(field)}
        required={field.required}
        {...controlProps(field, Boolean(hint))}
        {...rest}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface ChoiceProps {
  field: FieldMeta;
  /** The value it posts when ticked. */
  value?: string;
  defaultChecked?: boolean;
  type?: 'checkbox' | 'radio';
  onChange?: ChangeEventHandler<HTMLInputElement>;
  children: ReactNode;
}

/** One tick or one of several radio choices; the whole line is the target. */
export function Choice({
  field,
  value = 'on',
  type = 'checkbox',
  defaultChecked,
  onChange,
  children,
}: ChoiceProps) {
  const id = type === 'checkbox' && value === 'on' ? field.id : `${field.id}-${value}`;
  return (
    <label htmlFor={id} className="flex min-h-target items-center gap-3 py-1">
      <input
        type={type}
        id={id}
        name={field.name}
        value={value}
        onChange={onChange}
        defaultChecked={defaultChecked ?? isInitially(field, value)}
        aria-invalid={field.errors?.length ? true : undefined}
        aria-describedby={field.errors?.length ? errorId(field) : undefined}
        className="size-6 shrink-0"
      />
      <span>{children}</span>
    </label>
  );
}

function isInitially(field: FieldMeta, value: string): boolean {
  return Array.isArray(field.initialValue)
    ? field.initialValue.includes(value)
    : field.initialValue === value;
}

interface ChoiceGroupProps {
  field: FieldMeta;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
  options: readonly Option[];
  type?: 'checkbox' | 'radio';
  /** Side by side where there is room. */
  inline?: boolean;
  /** Two columns where there is room, for long lists. */
  columns?: boolean;
}

/** Several ticks, or one of a few choices, under one question. */
export function ChoiceGroup({
  field,
  label,
  hint,
  optional,
  options,
  type = 'checkbox',
  inline,
  columns,
}: ChoiceGroupProps) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="font-semibold">
        {label}
        {optional && <Optional />}
      </legend>
      {hint && <p className="text-meta text-muted">{hint}</p>}
      <div
        className={cx('gap-x-6', columns ? 'grid sm:grid-cols-2' : 'flex', inline ? 'flex-wrap' : 'flex-col')}
      >
        {options.map((option) => (
          <Choice key={option.value} field={field} type={type} value={option.value}>
            {option.label}
          </Choice>
        ))}
      </div>
      <FieldError field={field} />
    </fieldset>
  );
}
