import { scopes, scopeWords } from './words';
import { fieldOf } from '~/app/components/ui/action-form';
import { ChoiceGroup, SelectField } from '~/app/components/ui/choice-field';
import type { FormReply } from '~/app/forms/form';
import { m } from '~/generated/messages/messages';

/** For how long, as one says it. */
export const lengths = ['month', 'quarter', 'half_year', 'year'] as const;

const days: Record<(typeof lengths)[number], number> = { month: 30, quarter: 91, half_year: 182, year: 365 };

/** The moment so many days from now. */
export const untilOf = (length: (typeof lengths)[number]): string =>
  new Date(Date.now() + days[length] * 86_400_000).toISOString();

const lengthWords: Record<(typeof lengths)[number], () => string> = {
  month: m.proxies_length_month,
  quarter: m.proxies_length_quarter,
  half_year: m.proxies_length_half_year,
  year: m.proxies_length_year,
};

/** The words stand in a sentence elsewhere. */
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What somebody may do for another, and for how long. */
export function TermsFields({
  hidden,
  reply,
}: {
  hidden: Record<string, string>;
  reply: FormReply | undefined;
}) {
  return (
    <>
      <ChoiceGroup
        field={fieldOf(hidden, 'scope', reply)}
        label={m.proxies_scope()}
        options={scopes.map((value) => ({ value, label: capital(scopeWords[value]()) }))}
      />
      <SelectField
        field={fieldOf(hidden, 'length', reply, 'half_year')}
        label={m.proxies_length()}
        hint={m.proxies_length_hint()}
        options={lengths.map((value) => ({ value, label: lengthWords[value]() }))}
      />
    </>
  );
}
