import { useForm } from '@conform-to/react';
import type { FormReply } from './form';

/**
 * Binds a page's form to its action's answer: names, ids, what was typed, and what is wrong with each field.
 * The server alone validates, so the same form works without JavaScript. Spread `formProps(form)` on `<Form>`.
 */
export function useServerForm<Shape extends Record<string, unknown>>(
  lastResult: FormReply | undefined,
  defaultValue?: NonNullable<Parameters<typeof useForm<Shape>>[0]>['defaultValue'],
) {
  return useForm<Shape>({ lastResult, defaultValue });
}

/** The attributes of the form element itself. */
export function formProps(form: { id: string; onSubmit: React.FormEventHandler<HTMLFormElement> }) {
  return { id: form.id, method: 'post' as const, noValidate: true, onSubmit: form.onSubmit };
}
