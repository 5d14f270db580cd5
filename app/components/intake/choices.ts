import { m } from '~/generated/messages/messages';

/** How a request reached the desk. */
export const channels = ['phone', 'desk', 'paper', 'visit', 'web'] as const;
export type Channel = (typeof channels)[number];

/** What became of it at once. */
export const outcomes = ['need', 'complaint', 'answered', 'passed_on', 'refused'] as const;
export type Outcome = (typeof outcomes)[number];

/** What the caller is to the person served, when they are not the same. */
export const relationships = ['relative', 'neighbour', 'officer', 'guardian', 'other'] as const;
export type Relationship = (typeof relationships)[number];

/** Also of what a machine sent. */
export const channelWords: Record<Channel | 'api', () => string> = {
  phone: m.committee_intake_channel_phone,
  desk: m.committee_intake_channel_desk,
  paper: m.committee_intake_channel_paper,
  visit: m.committee_intake_channel_visit,
  web: m.committee_intake_channel_web,
  api: m.ask_channel_api,
};

/** Also of what came by itself and waits for a worker, or was taken back before. */
export const outcomeWords: Record<Outcome | 'received' | 'withdrawn', () => string> = {
  need: m.committee_intake_outcome_need,
  complaint: m.committee_intake_outcome_complaint,
  answered: m.committee_intake_outcome_answered,
  passed_on: m.committee_intake_outcome_passed_on,
  refused: m.committee_intake_outcome_refused,
  received: m.committee_intake_outcome_received,
  withdrawn: m.committee_intake_outcome_withdrawn,
};

export const relationshipWords: Record<Relationship, () => string> = {
  relative: m.committee_intake_relationship_relative,
  neighbour: m.committee_intake_relationship_neighbour,
  officer: m.committee_intake_relationship_officer,
  guardian: m.committee_intake_relationship_guardian,
  other: m.committee_intake_relationship_other,
};
