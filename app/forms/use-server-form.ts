import { useId } from 'react';
import type { FieldMeta } from '~/app/components/ui/field';
import type { FormReply } from './form';

/** What a form starts with: one text a field, or several for ticks; numbers are written out. */
type Start<Shape> = { [Name in keyof Shape]?: string | number | null | readonly string[] };

/** A form as a page draws it: its id, and what is wrong with it as a whole. */
export interface ServerForm {
  id: string;
  errors?: string[];
}

/**
 * Binds a page's form to its action's answer: names, ids, what was typed, and what is wrong with each field.
 * The server alone validates, so the same form works without JavaScript. Spread `formProps(form)` on `<Form>`.
 */
export function useServerForm<Shape extends Record<string, unknown>>(
  lastResult: FormReply | undefined,
  start: Start<Shape> = {},
): [form: ServerForm, fields: Record<keyof Shape, FieldMeta>] {
  const id = useId();
  const values: Record<string, unknown> = lastResult?.initialValue ?? start;
  const fieldOf = (name: string): FieldMeta => {
    const value = values[name];
    return {
      id: `${id}-${name}`,
      name,
      errors: lastResult?.error?.[name] ?? undefined,
      initialValue: typeof value === 'number' ? String(value) : value,
    };
  };
  const fields = new Proxy({} as Record<keyof Shape, FieldMeta>, {
    get: (_, name) => (typeof name === 'string' ? fieldOf(name) : undefined),
  });
  return [{ id, errors: lastResult?.error?.[''] ?? undefined }, fields];
}

/** The attributes of the form element itself. */
export function formProps(form: ServerForm) {
  return { id: form.id, method: 'post' as const, noValidate: true };
}
