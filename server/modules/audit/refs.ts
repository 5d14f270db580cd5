import { builder } from '~/server/graphql/builder';
import type { HistoryRow } from './history';

/** One line of a row's history, already blanked for its reader. */
export const HistoryEntryRef = builder.objectRef<HistoryRow>('HistoryEntry').implement({
  description:
    'A change of state: what, when, by whom, why. Names and reasons as far as the caller may read them.',
  fields: (t) => ({
    id: t.exposeID('id'),
    action: t.exposeString('action'),
    fromState: t.exposeString('fromState', { nullable: true }),
    toState: t.exposeString('toState', { nullable: true }),
    reason: t.exposeString('reason', { nullable: true }),
    at: t.expose('at', { type: 'DateTime' }),
    actorName: t.exposeString('actorName', { nullable: true }),
    onBehalfOfName: t.exposeString('onBehalfOfName', { nullable: true }),
    capacity: t.exposeString('capacity'),
    channel: t.exposeString('channel'),
  }),
});
