import { encodeId, type EntityType } from '~/server/database/id';
import type { EventPayloads, EventType } from '~/server/modules/audit/events';
import type { FeedFrame } from './contract';
import type { PublishedEvent } from './event-log';
import { feedClass, feedName, type Feed, type FeedClass } from '~/server/modules/audit/feeds';

type Fields<Type extends EventType> = readonly (keyof EventPayloads[Type])[];

/** What an event says on each class of feed. A class without a row does not hear of it. */
type Row<Type extends EventType> = { readonly [Class in FeedClass]?: Fields<Type> };

const need = ['needId'] as const;
const taskOfNeed = ['taskId', 'needId'] as const;
const claim = ['claimId', 'taskId', 'needId', 'takenPlaces', 'placesTaken'] as const;
const counts = ['taskId', 'needId', 'takenPlaces', 'placesTaken'] as const;
const attendance = ['claimId', 'taskId', 'needId'] as const;
const record = ['recordId', 'needId'] as const;
/** A committee above counts what lies below it: it hears that something changed, not what. */
const nothing = [] as const;

/** Strangers read the board and public needs: they hear of counts, never of whose claim it was. */
const needRow = {
  board: need,
  need,
  task: need,
  person: need,
  organisation: need,
  community: need,
  below: nothing,
} as const;
const taskOfNeedRow = {
  board: taskOfNeed,
  need: taskOfNeed,
  task: taskOfNeed,
  person: taskOfNeed,
  organisation: taskOfNeed,
  community: taskOfNeed,
  below: nothing,
} as const;
const claimRow = {
  board: counts,
  need: counts,
  task: counts,
  person: claim,
  organisation: claim,
  community: claim,
  below: nothing,
} as const;
const attendanceRow = {
  task: ['taskId', 'needId'],
  person: attendance,
  organisation: attendance,
  community: attendance,
  below: nothing,
} as const;
const recordRow = { person: record, organisation: record, community: record, below: nothing } as const;
/** That something changed, on both sides and for the committee; who it is about is asked anew. */
const proxyRow = { person: nothing, community: nothing } as const;
const importRow = { person: ['importId'], organisation: ['importId'], community: ['importId'] } as const;

const alert = ['claimId', 'taskId', 'needId', 'kind'] as const;
/** The helper hears that somebody comes; the public and the need's readers hear nothing. */
const alertRow = { person: alert, organisation: alert, community: alert, below: nothing } as const;
const fileRow = { person: ['personId'], community: ['personId'] } as const;
const careRow = { community: ['careEntryId'] } as const;

/** Every event has its row, or the server does not compile. */
const table: { readonly [Type in EventType]: Row<Type> } = {
  'need:drafted': { person: need, organisation: need, community: need },
  'need:submitted': needRow,
  'need:published': needRow,
  'need:put_on_view': needRow,
  'need:returned': needRow,
  'need:taken_off_view': needRow,
  'need:edited': needRow,
  'need:cancelled': needRow,
  'need:task_cancelled': taskOfNeedRow,
  'need:draw_set': taskOfNeedRow,
  'need:draw_dropped': taskOfNeedRow,
  'need:drawn': taskOfNeedRow,
  'need:series_set': needRow,
  'need:series_changed': needRow,
  'need:series_ended': needRow,
  'need:date_left_out': needRow,
  'need:date_held': needRow,
  'need:date_moved': needRow,
  'need:dates_made': needRow,
  'need:started': needRow,
  'need:completed': needRow,
  // What was said of it is read from the page by those who may; that it was said is enough for the others.
  'need:judged': needRow,
  'need:reopened': needRow,
  'need:not_judged': needRow,
  'community:service_time_set': { community: ['communityId'], below: nothing },

  'import:started': importRow,
  'import:progress': { community: ['importId', 'rowsRead'] },
  'import:finished': importRow,
  'import:undone': importRow,

  'intake:taken_down': { community: ['intakeId'] },
  'intake:called_back': { community: ['intakeId'] },
  'intake:consented': { community: ['intakeId'] },
  'intake:received': { community: ['intakeId'], below: nothing },
  'intake:reviewed': { community: ['intakeId'], below: nothing },
  'intake:taken_back': { community: ['intakeId'] },
  'intake:code_replaced': { community: ['intakeId'] },
  'intake:code_told': { community: ['intakeId'] },
  'intake:source_added': { community: nothing },
  'intake:source_renewed': { community: nothing },
  'intake:source_revoked': { community: nothing },

  'calendar:made': { person: nothing },
  'calendar:revoked': { person: nothing },

  'consent:given': proxyRow,
  'consent:withdrawn': proxyRow,

  'proxy:named': proxyRow,
  'proxy:vouched': proxyRow,
  'proxy:confirmed': proxyRow,
  'proxy:accepted': proxyRow,
  'proxy:ended': proxyRow,

  // Only the committee's own room hears of the care list.
  'care:added': careRow,
  'care:changed': careRow,
  'care:ended': careRow,
  'care:consented': careRow,
  'care:consent_withdrawn': careRow,
  'care:paired': careRow,
  'care:unpaired': careRow,
  'care:visited': careRow,
  'care:followed_up': careRow,

  'claim:requested': claimRow,
  'claim:waitlisted': claimRow,
  'claim:offered': claimRow,
  'claim:expired': claimRow,
  'claim:confirmed': claimRow,
  'claim:withdrawn': claimRow,
  'claim:declined': claimRow,
  'claim:released': claimRow,
  'claim:handed_over': claimRow,
  'claim:hand_over_offered': claimRow,
  'claim:hand_over_requested': claimRow,
  'claim:hand_over_ended': claimRow,
  'claim:checked_in': attendanceRow,
  'claim:checked_out': attendanceRow,
  'claim:walked_in': claimRow,
  'claim:no_show': claimRow,
  'claim:no_show_undone': claimRow,
  'claim:said_coming': { task: ['taskId', 'needId'] },
  'claim:noted': { task: ['taskId', 'needId'] },

  'visit:alert_raised': alertRow,
  'visit:alert_settled': alertRow,

  'record:proposed': recordRow,
  'record:confirmed': recordRow,
  'record:verified': recordRow,
  'record:rejected': recordRow,
  'record:disputed': recordRow,
  'record:dispute_resolved': recordRow,
  'record:opened': recordRow,
  'record:corrected': recordRow,

  'certificate:issued': {
    person: ['certificateId'],
    organisation: ['certificateId'],
    community: ['certificateId'],
  },
  'certificate:revoked': {
    person: ['certificateId'],
    organisation: ['certificateId'],
    community: ['certificateId'],
  },

  'organisation:proposed': { organisation: ['organisationId'], community: ['organisationId'] },
  'organisation:registered': {
    person: ['organisationId'],
    organisation: ['organisationId'],
    community: ['organisationId'],
  },
  'organisation:verified': {
    person: ['organisationId'],
    organisation: ['organisationId'],
    community: ['organisationId'],
  },
  'organisation:refused': {
    person: ['organisationId'],
    organisation: ['organisationId'],
    community: ['organisationId'],
  },
  'organisation:suspended': {
    person: ['organisationId'],
    organisation: ['organisationId'],
    community: ['organisationId'],
  },
  'membership:added': {
    person: ['membershipId', 'organisationId'],
    organisation: ['membershipId', 'organisationId'],
  },
  'membership:accepted': {
    person: ['membershipId', 'organisationId'],
    organisation: ['membershipId', 'organisationId'],
  },
  'membership:ended': {
    person: ['membershipId', 'organisationId'],
    organisation: ['membershipId', 'organisationId'],
  },

  'person:registered': { person: ['personId'], community: ['personId'] },
  'person:profile_changed': { person: ['personId'] },
  'person:goal_set': { person: ['personId'] },
  'person:goal_dropped': { person: ['personId'] },
  'person:identity_checked': { person: ['personId'], organisation: ['personId'], community: ['personId'] },
  'person:contact_verified': fileRow,
  'person:care_note_added': fileRow,
  'person:care_note_ended': fileRow,
  'person:emergency_contact_added': fileRow,
  'person:emergency_contact_removed': fileRow,
  'person:helper_refused': fileRow,
  'person:helper_refusal_ended': fileRow,
  'person:magnet_issued': fileRow,
  // A person's own pages show their sessions, passkeys and slips; nobody else hears of them.
  'account:signed_in': { person: [] },
  'account:signed_out': { person: [] },
  'account:password_changed': { person: [] },
  'account:passkey_added': { person: [] },
  'account:passkey_removed': { person: [] },
  'account:contact_added': { person: [] },
  'account:contact_removed': { person: [] },
  'account:session_revoked': { person: [] },
  'account:identity_switched': { person: [] },
  'account:slip_issued': { person: [], community: [] },
  'account:slip_used': { person: [] },
  'community:set_up': { community: ['communityId'] },
  'community:added': { community: ['communityId'] },
  'community:settings_changed': { community: ['communityId'] },
};

const rows: Readonly<Record<string, { readonly [Class in FeedClass]?: readonly string[] } | undefined>> =
  table;

/** Which type the id in a payload field is of; a field without one is a number or a closed word. */
const entityOfField: Readonly<Record<string, EntityType | undefined>> = {
  needId: 'Need',
  taskId: 'Task',
  claimId: 'Claim',
  recordId: 'ServiceRecord',
  correctedById: 'ServiceRecord',
  certificateId: 'Certificate',
  organisationId: 'Organisation',
  membershipId: 'Membership',
  communityId: 'Community',
  personId: 'Person',
  importId: 'Import',
  intakeId: 'Intake',
  careEntryId: 'CareEntry',
};

const entityOfAggregate: Readonly<Record<string, EntityType | undefined>> = {
  need: 'Need',
  task: 'Task',
  claim: 'Claim',
  record: 'ServiceRecord',
  certificate: 'Certificate',
  organisation: 'Organisation',
  membership: 'Membership',
  person: 'Person',
  import: 'Import',
  intake: 'Intake',
  care_entry: 'CareEntry',
  community: 'Community',
};

/** On feeds that strangers may follow, an event is about the need or the task, whatever it was that changed. */
const publicClasses: ReadonlySet<FeedClass> = new Set<FeedClass>(['board', 'need', 'task']);
const publicAggregates: ReadonlySet<string> = new Set(['need', 'task']);

/** What a feed may see of an event; null when it must not hear of it. An unknown event or feed hears nothing. */
export function frameFor(event: PublishedEvent, feed: Feed, previous: number): FeedFrame | null {
  const feedKind = feedClass(feed);
  const fields = feedKind === null ? undefined : rows[event.type]?.[feedKind];
  if (feedKind === null || fields === undefined) return null;
  return {
    feed: feedName(feed),
    position: event.position,
    previous,
    type: event.type,
    ...subjectFor(event, feedKind),
    payload: Object.fromEntries(fields.map((field) => [field, wireValue(field, event.payload[field])])),
  };
}

function subjectFor(
  event: PublishedEvent,
  feedKind: FeedClass,
): Pick<FeedFrame, 'aggregateType' | 'aggregateId'> {
  if (feedKind === 'below') return { aggregateType: null, aggregateId: null };
  if (publicClasses.has(feedKind) && !publicAggregates.has(event.aggregateType)) {
    const { needId } = event.payload;
    return typeof needId === 'string'
      ? { aggregateType: 'need', aggregateId: encodeId('Need', needId) }
      : { aggregateType: null, aggregateId: null };
  }
  const entity = entityOfAggregate[event.aggregateType];
  return entity
    ? { aggregateType: event.aggregateType, aggregateId: encodeId(entity, event.aggregateId) }
    : { aggregateType: null, aggregateId: null };
}

function wireValue(field: string, value: unknown): string | number | null {
  const entity = entityOfField[field];
  if (typeof value === 'string') return entity ? encodeId(entity, value) : value;
  return typeof value === 'number' ? value : null;
}
