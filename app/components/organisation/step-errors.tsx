import type { ReactNode } from 'react';
import { m } from '~/generated/messages/messages';
import { Banner, FormErrors } from '~/app/components/ui/banner';

interface StepErrorsProps {
  /** What is wrong with the form as a whole. */
  errors?: string[];
  /** The version the answered form was filled in from, as posted; none before the first answer. */
  sent: unknown;
  /** The version that stands now. */
  current: number;
  /** What stands now in the fields of this step. */
  facts: readonly { term: ReactNode; value: ReactNode }[];
}

/**
 * What is wrong with a step. When someone else saved while its form was open, shows what stands now above what was typed,
 * so that both can be read.
 */
export function StepErrors({ errors, sent, current, facts }: StepErrorsProps) {
  if (sent === undefined || sent === String(current)) return <FormErrors errors={errors} />;
  return (
    <Banner tone="caution" urgent title={m.organisation_stale_title()}>
      <p>{m.organisation_stale_advice()}</p>
      <dl className="mt-3 flex flex-col gap-2">
        {facts.map(({ term, value }, position) => (
          <div key={position}>
            <dt className="text-meta text-muted">{term}</dt>
            <dd className="whitespace-pre-line">{value || '—'}</dd>
          </div>
        ))}
      </dl>
    </Banner>
  );
}
