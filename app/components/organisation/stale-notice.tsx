import type { ReactNode } from 'react';
import { m } from '~/generated/messages/messages';
import { Banner } from '~/app/components/ui/banner';
import { Facts } from '~/app/components/ui/facts';

interface StaleNoticeProps {
  /** The version the answered form was filled in from, as posted; none before the first answer. */
  sent: unknown;
  /** The version that stands now. */
  current: number;
  /** What stands now in the fields of this step. */
  facts: readonly { term: ReactNode; value: ReactNode }[];
}

/** Someone else saved while this form was open: shows what stands now above what was typed, so that both can be read. */
export function StaleNotice({ sent, current, facts }: StaleNoticeProps) {
  if (sent === undefined || sent === String(current)) return null;
  return (
    <Banner tone="caution" urgent title={m.organisation_stale_title()}>
      <p className="mb-2">{m.organisation_stale_advice()}</p>
      <Facts facts={facts.map(({ term, value }) => ({ term, value: value || '—' }))} />
    </Banner>
  );
}
