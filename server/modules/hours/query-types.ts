import { decodeId } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import { connectionOf, pageOf } from '~/server/graphql/connection';
import { CommunityRef } from '~/server/modules/communities/refs';
import { checkLedgers, type LedgerCheck } from './check-ledgers';
import { HoursDimensionEnum, LedgerFaultEnum, RecordStateEnum } from './enum-types';
import { hoursBy, type HoursGroup, type HoursWish } from './hours-groups';
import { findRecords, listRecords, type RecordPage } from './queries';
import { ServiceRecordRef } from './refs';

const ServiceRecordFilterRef = builder.inputType('ServiceRecordFilter', {
  fields: (t) => ({
    person: t.id(),
    organisation: t.id(),
    community: t.id(),
    state: t.field({ type: [RecordStateEnum] }),
    from: t.field({ type: 'DateTime' }),
    until: t.field({ type: 'DateTime' }),
    mine: t.boolean(),
    withRemarks: t.boolean({
      description: 'Only those that something is to be said about; false: only the others.',
    }),
  }),
});

const HoursGroupRef = builder.objectRef<HoursGroup>('HoursGroup').implement({
  fields: (t) => ({
    key: t.exposeString('key'),
    label: t.exposeString('label'),
    minutes: t.exposeInt('minutes'),
    records: t.exposeInt('records'),
    people: t.exposeInt('people'),
  }),
});

const LedgerFaultRef = builder.objectRef<NonNullable<LedgerCheck['fault']>>('LedgerFault').implement({
  description: 'The first entry of a ledger that is not as it was written.',
  fields: (t) => ({
    community: t.field({ type: CommunityRef, resolve: (fault) => fault.communityId }),
    index: t.exposeInt('index'),
    kind: t.field({ type: LedgerFaultEnum, resolve: (fault) => fault.kind }),
  }),
});

const LedgerCheckRef = builder.objectRef<LedgerCheck>('LedgerCheck').implement({
  description: "A committee's ledgers, walked from their first entries to their ends.",
  fields: (t) => ({
    entries: t.exposeInt('entries', { description: 'Found as they were written, up to the first fault.' }),
    minutes: t.exposeInt('minutes', { description: 'Credits less counter entries.' }),
    fault: t.field({ type: LedgerFaultRef, nullable: true, resolve: (check) => check.fault }),
  }),
});

const wishOf = (args: {
  community?: string | null | undefined;
  organisation?: string | null | undefined;
  from?: Date | null | undefined;
  until?: Date | null | undefined;
}): HoursWish => ({
  ...args,
  community: args.community ? decodeId('Community', args.community) : null,
  organisation: args.organisation ? decodeId('Organisation', args.organisation) : null,
});

builder.queryFields((t) => ({
  serviceRecord: t.field({
    type: ServiceRecordRef,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, { deps, actor }) =>
      (await findRecords(deps, actor, [decodeId('ServiceRecord', id)]))[0],
  }),
  serviceRecords: t.connection(
    {
      type: ServiceRecordRef,
      description:
        "The caller's own records, and those of the unit or committee they act for; latest service first.",
      authScopes: { action: 'record.read' },
      args: { filter: t.arg({ type: ServiceRecordFilterRef }) },
      edgesNullable: false,
      nodeNullable: false,
      resolve: async (_root, args, { deps, actor }) => {
        const page = pageOf('ServiceRecord', args);
        const filter = {
          ...args.filter,
          person: args.filter?.person ? decodeId('Person', args.filter.person) : null,
          organisation: args.filter?.organisation ? decodeId('Organisation', args.filter.organisation) : null,
          community: args.filter?.community ? decodeId('Community', args.filter.community) : null,
        };
        const list = await listRecords(deps, actor, filter, page);
        const more = { hasNext: list.hasNext, hasPrevious: page.after !== null };
        return { ...list, ...connectionOf('ServiceRecord', list.rows, more) };
      },
    },
    {
      name: 'ServiceRecordConnection',
      fields: (f) => ({
        totalCount: f.int({ resolve: (list) => (list as unknown as RecordPage).totalCount() }),
        totalMinutes: f.int({
          description: 'Of the whole list, without those rejected or replaced by a correction.',
          resolve: (list) => (list as unknown as RecordPage).totalMinutes(),
        }),
      }),
    },
    { name: 'ServiceRecordEdge' },
  ),
  ledgerCheck: t.field({
    type: LedgerCheckRef,
    description: 'Whether the ledgers of the committee are unbroken. Reads every entry.',
    authScopes: { action: 'ledger.check' },
    complexity: 1_000,
    resolve: (_root, _args, { deps, actor }) => checkLedgers(deps, actor),
  }),
  hours: t.field({
    type: [HoursGroupRef],
    description: 'Verified hours, grouped. For coordinators and committees, within their reach.',
    authScopes: { action: 'hours.read' },
    args: {
      community: t.arg.id(),
      organisation: t.arg.id(),
      by: t.arg({ type: HoursDimensionEnum, required: true }),
      from: t.arg({ type: 'DateTime' }),
      until: t.arg({ type: 'DateTime' }),
    },
    resolve: (_root, args, { deps, actor, locale }) => hoursBy(deps, actor, args.by, wishOf(args), locale),
  }),
}));
