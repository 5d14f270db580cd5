import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { Button } from '~/app/components/ui/button';
import { controlLook, controlProps, Field, type FieldMeta } from '~/app/components/ui/field';
import { useHasScript } from '~/app/components/ui/use-has-script';
import { m } from '~/generated/messages/messages';

type SecretFieldProps = Omit<ComponentProps<'input'>, 'id' | 'name' | 'type'> & {
  field: FieldMeta;
  label: string;
  hint?: string;
};

/** A password, PIN or code: covered, with a button that shows it, for nobody types eight unseen characters well on a phone. */
export function SecretField({ field, label, hint, ...rest }: SecretFieldProps) {
  const [shown, setShown] = useState(false);
  const hasScript = useHasScript();
  return (
    <Field field={field} label={label} hint={hint}>
      <div className="flex gap-2">
        <input
          type={shown ? 'text' : 'password'}
          className={controlLook}
          required={field.required}
          autoCapitalize="none"
          spellCheck={false}
          {...controlProps(field, Boolean(hint))}
          {...rest}
        />
        {hasScript && (
          <Button
            type="button"
            icon={shown ? EyeOff : Eye}
            aria-pressed={shown}
            aria-controls={field.id}
            className="shrink-0"
            onClick={() => setShown(!shown)}
          >
            {shown ? m.account_hide() : m.account_show()}
          </Button>
        )}
      </div>
    </Field>
  );
}
