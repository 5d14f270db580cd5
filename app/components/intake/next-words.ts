import type { Intake } from '~/app/graphql/committee/intake';
import { formatDay } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

type Facts = Pick<Intake, 'outcome' | 'dueAt' | 'passedOnTo' | 'missing' | 'need' | 'community'>;

/** What happens next, in a sentence to read out to whoever asked. */
export function nextWords({ outcome, dueAt, passedOnTo, missing, need, community }: Facts): string {
  switch (outcome) {
    case 'need':
      return needWords(need?.status ?? 'draft', missing.length > 0);
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
    case 'received':
      return m.committee_intake_next_received();
    case 'withdrawn':
      return m.committee_intake_next_withdrawn();
  }
}

function needWords(status: NonNullable<Intake['need']>['status'], isMissing: boolean): string {
  switch (status) {
    case 'draft':
      return isMissing ? m.committee_intake_next_draft() : m.committee_intake_next_ready();
    case 'in_review':
      return m.committee_intake_next_in_review();
    case 'open':
      return m.committee_intake_next_need();
    case 'in_progress':
      return m.committee_intake_next_in_progress();
    case 'completed':
      return m.committee_intake_next_completed();
    case 'cancelled':
      return m.committee_intake_next_cancelled();
    case 'closed':
      return m.committee_intake_next_closed();
  }
}
