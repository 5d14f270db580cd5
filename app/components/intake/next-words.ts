import type { Intake } from '~/app/graphql/committee/intake';
import { formatDay } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

type Facts = Pick<Intake, 'outcome' | 'dueAt' | 'passedOnTo' | 'missing' | 'community'>;

/** What happens next, in a sentence to read out to whoever asked. */
export function nextWords({ outcome, dueAt, passedOnTo, missing, community }: Facts): string {
  switch (outcome) {
    case 'need':
      return missing.length > 0 ? m.committee_intake_next_draft() : m.committee_intake_next_need();
    case 'complaint':
      return dueAt
        ? m.committee_intake_next_complaint({ day: formatDay(dueAt, community.timeZone) })
        : m.committee_intake_next_complaint_soon();
    case 'answered':
      return m.committee_intake_next_answered();
    case 'passed_on':
      return m.committee_intake_next_passed_on({ name: passedOnTo ?? '' });
    case 'refused':
      return m.committee_intake_next_refused();
  }
}
