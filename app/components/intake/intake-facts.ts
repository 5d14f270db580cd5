import { channelWords, relationships, relationshipWords } from './choices';
import type { Intake, IntakePage } from '~/app/graphql/committee/intake';
import { formatDay, formatMoment, formatWindow } from '~/app/i18n/format';
import { m } from '~/generated/messages/messages';

/** Everything that was taken down, as terms and values; what was not said is left out. */
export function intakeFacts(intake: IntakePage) {
  const zone = intake.community.timeZone;
  const relationship = relationships.find((each) => each === intake.relationship);
  const served = intake.servedPerson?.displayName;
  const requester = intake.requester?.displayName;
  const facts: [term: string, value: string | null | undefined][] = [
    [m.committee_intake_who_short(), served ?? requester],
    [
      m.committee_intake_caller_short(),
      relationship && requester
        ? m.committee_intake_caller_is({ name: requester, what: relationshipWords[relationship]() })
        : null,
    ],
    [m.committee_intake_category(), intake.category?.name],
    [
      m.committee_intake_where(),
      [intake.community.name, intake.place?.building, intake.place?.door].filter(Boolean).join(' · '),
    ],
    [m.committee_intake_when_short(), intake.wishedTime],
    [
      m.committee_intake_exact_short(),
      intake.wishedFrom && intake.wishedUntil && formatWindow(intake.wishedFrom, intake.wishedUntil, zone),
    ],
    [outcomeTerm(intake.outcome), intake.outcomeNote],
    [m.committee_intake_passed_on_to(), intake.passedOnTo],
    [m.committee_intake_owner(), intake.owner?.displayName],
    [m.committee_intake_due(), intake.dueAt && formatDay(intake.dueAt, zone)],
    [
      m.committee_intake_taken_in(),
      [
        channelWords[intake.channel](),
        intake.paperNumber && m.committee_intake_paper_of({ number: intake.paperNumber }),
        intake.takenInBy?.displayName,
        formatMoment(intake.createdAt, zone),
      ]
        .filter(Boolean)
        .join(' · '),
    ],
  ];
  return facts.map(([term, value]) => (value ? { term, value } : null));
}

function outcomeTerm(outcome: Intake['outcome']): string {
  switch (outcome) {
    case 'answered':
      return m.committee_intake_answer();
    case 'refused':
    case 'withdrawn':
      return m.committee_intake_reason();
    default:
      return m.committee_intake_remark();
  }
}
