import { decodeId } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import { CommunityRef } from '~/server/modules/communities/refs';
import { CategoryRef } from '~/server/modules/needs/refs';
import { OrganisationRef } from '~/server/modules/organisations/refs';
import { findFigures, type Figures, type FiguresRow } from './figures';
import type { Rate, Rates } from './rules';

const RateRef = builder.objectRef<Rate>('FiguresRate').implement({
  description: 'A share in whole percent, of so many cases.',
  fields: (t) => ({ percent: t.exposeInt('percent'), of: t.exposeInt('of') }),
});

const RatesRef = builder.interfaceRef<Rates>('FiguresRates').implement({
  description:
    'Null: no cases, or of fewer than five people, or hidden so that another cannot be worked out.',
  fields: (t) => ({
    response: t.expose('response', {
      type: RateRef,
      nullable: true,
      description: '响应率: responded to in time, of requests whose time to respond ended.',
    }),
    solved: t.expose('solved', {
      type: RateRef,
      nullable: true,
      description: '解决率: solved, of rounds that were judged. Partly solved does not count.',
    }),
    partly: t.expose('partly', { type: RateRef, nullable: true }),
    notSolved: t.expose('notSolved', {
      type: RateRef,
      nullable: true,
      description: 'Not solved, and opened again.',
    }),
    satisfied: t.expose('satisfied', {
      type: RateRef,
      nullable: true,
      description: '满意率: satisfied, of those who answered that question.',
    }),
    notJudged: t.exposeInt('notJudged', {
      nullable: true,
      description: 'Rounds closed without a word; in none of the rates.',
    }),
  }),
});

const TotalRef = builder.objectRef<Rates>('FiguresTotal').implement({ interfaces: [RatesRef] });
const ByCommunityRef = builder.objectRef<FiguresRow>('FiguresOfCommunity').implement({
  interfaces: [RatesRef],
  fields: (t) => ({ community: t.field({ type: CommunityRef, nullable: true, resolve: (row) => row.key }) }),
});
const ByCategoryRef = builder.objectRef<FiguresRow>('FiguresOfCategory').implement({
  interfaces: [RatesRef],
  fields: (t) => ({ category: t.field({ type: CategoryRef, nullable: true, resolve: (row) => row.key }) }),
});
const ByOrganisationRef = builder.objectRef<FiguresRow>('FiguresOfOrganisation').implement({
  interfaces: [RatesRef],
  fields: (t) => ({
    organisation: t.field({ type: OrganisationRef, nullable: true, resolve: (row) => row.key }),
  }),
});
const ByMonthRef = builder.objectRef<FiguresRow>('FiguresOfMonth').implement({
  interfaces: [RatesRef],
  fields: (t) => ({ month: t.string({ description: 'As 2026-04.', resolve: (row) => row.key ?? '' }) }),
});

const FiguresRef = builder.objectRef<Figures>('Figures').implement({
  description: 'What became of requests in a community in one quarter.',
  fields: (t) => ({
    community: t.field({ type: CommunityRef, resolve: (figures) => figures.communityId }),
    year: t.exposeInt('year'),
    quarter: t.exposeInt('quarter'),
    whole: t.exposeBoolean('whole', { description: 'Nothing is hidden: for its own committee.' }),
    total: t.field({ type: TotalRef, resolve: (figures) => figures.total }),
    byCommunity: t.field({
      type: [ByCommunityRef],
      description: 'The communities below it and itself.',
      resolve: (figures) => [...figures.byCommunity],
    }),
    byCategory: t.field({ type: [ByCategoryRef], resolve: (figures) => [...figures.byCategory] }),
    byOrganisation: t.field({ type: [ByOrganisationRef], resolve: (figures) => [...figures.byOrganisation] }),
    byMonth: t.field({ type: [ByMonthRef], resolve: (figures) => [...figures.byMonth] }),
  }),
});

builder.queryField('figures', (t) =>
  t.field({
    type: FiguresRef,
    nullable: true,
    description:
      'Response, solved and satisfied rates of a community, for anyone: of groups of five people or more, of quarters that are over. The last one unless said otherwise.',
    args: { community: t.arg.id({ required: true }), year: t.arg.int(), quarter: t.arg.int() },
    resolve: (_root, { community, year, quarter }, { deps, actor }) => {
      const wished = year != null && quarter != null ? { year, quarter } : null;
      if (wished && (quarter! < 1 || quarter! > 4 || year! < 2000 || year! > 2200)) return null;
      return findFigures(deps, actor, decodeId('Community', community), wished);
    },
  }),
);
