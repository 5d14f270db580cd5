import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import { controlLook, controlProps, Field, type FieldMeta, initialText } from './field';

interface Labels {
  field: FieldMeta;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
}

type TextFieldProps = Labels & Omit<ComponentProps<'input'>, 'id' | 'name'>;

/** One line of text: name, phone, e-mail, password, number. Keeps what was typed when the form comes back. */
export function TextField({
  field,
  label,
  hint,
  optional,
  className,
  type = 'text',
  ...rest
}: TextFieldProps) {
  return (
    <Field field={field} label={label} hint={hint} optional={optional}>
      <input
        type={type}
        className={cx(controlLook, className)}
        defaultValue={type === 'password' ? undefined : initialText(field)}
        required={field.required}
        {...controlProps(field, Boolean(hint))}
        {...rest}
      />
    </Field>
  );
}

type TextAreaProps = Labels & Omit<ComponentProps<'textarea'>, 'id' | 'name'>;

/** Several lines of text; grows with what is typed where the browser can. */
export function TextArea({ field, label, hint, optional, className, rows = 4, ...rest }: TextAreaProps) {
  return (
    <Field field={field} label={label} hint={hint} optional={optional}>
      <textarea
        rows={rows}
        className={cx(controlLook, 'field-sizing-content', className)}
        style={{ minHeight: `calc(${rows}lh + 1.125rem)` }}
        defaultValue={initialText(field)}
        required={field.required}
        {...controlProps(field, Boolean(hint))}
        {...rest}
      />
    </Field>
  );
}

/** A date and time in the community's zone, by the system's own picker; its value is `2026-03-01T09:00`. */
export function DateTimeField(props: TextFieldProps) {
  return <TextField type="datetime-local" step={300} {...props} />;
}

/** A day, by the system's own picker; its value is `2026-03-01`. */
export function DateField(props: TextFieldProps) {
  return <TextField type="date" {...props} />;
}
