import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { decodeId } from '~/server/database/id';
import { builder } from '~/server/graphql/builder';
import type { Context } from '~/server/graphql/context';
import { IdInputRef } from '~/server/graphql/inputs';
import { addMutation } from '~/server/graphql/mutation';
import { selectedPaths } from '~/server/graphql/selection';
import { HistoryEntryRef } from '~/server/modules/audit/refs';
import { CommunityRef } from '~/server/modules/communities/refs';
import { OrganisationRef } from '~/server/modules/organisations/refs';
import { findTask, unsafeTasksOfNeeds, type TaskRow } from '~/server/modules/tasks/queries';
import { TaskRef } from '~/server/modules/tasks/refs';
import { parseInput } from '~/server/policy/parse-input';
import { reaches } from '~/server/policy/permissions';
import { findBoard } from './board';
import { BoardFilterInput, emptyFilter } from './board-filter';
import type { BoardParts } from './board-statement';
import { cancelNeed } from './cancel-need';
import { cancelTask } from './cancel-task';
import { listCategories } from './categories';
import type { NeedRow, NextWindow } from './columns';
import { NeedConnectionRef } from './connection';
import { historyOfNeeds } from './history';
import { CancelNeedInput, CancelTaskInput, NeedIdInput, PostNeedInput, ReviewNeedInput } from './input';
import {
  CancelNeedInputRef,
  CancelTaskInputRef,
  NeedFilterRef,
  NeedKindRef,
  NeedStatusRef,
  PlaceKindRef,
  PostNeedInputRef,
  ReviewNeedInputRef,
  UrgencyRef,
} from './inputs';
import { findNextWindows } from './next-window';
import { postNeed } from './post-need';
import { publishNeed } from './publish-need';
import { findNeed, findNeedByNumber, findNeedsAtRisk, findRegular, unsafeFindNeed } from './queries';
import { CategoryRef, NeedRef } from './refs';
import { reviewNeed } from './review-need';
import { isFilled, publicStatuses } from './rules';
import { actionsOnNeed } from './scope';

CategoryRef.implement({
  description: 'A kind of need, from Open Eligibility.',
  fields: (t) => ({
    key: t.exposeString('key'),
    name: t.string({
      resolve: (category, _args, { locale }) => (locale === 'en' ? category.nameEn : category.nameZh),
    }),
    mark: t.exposeString('mark', { description: 'One of the six category marks.' }),
    parent: t.field({ type: CategoryRef, nullable: true, resolve: (category) => category.parentId }),
  }),
});

const NextWindowRef = builder.objectRef<NextWindow>('NextWindow').implement({
  description: 'The task of a need that comes next or is under way.',
  fields: (t) => ({
    startsAt: t.expose('startsAt', { type: 'DateTime' }),
    endsAt: t.expose('endsAt', { type: 'DateTime' }),
    coming: t.exposeInt('coming', { description: 'How many tasks are not over yet, this one among them.' }),
  }),
});

NeedRef.implement({
  description: 'Something the community needs done.',
  fields: (t) => ({
    number: t.exposeString('number', { description: 'Short enough to read out on the telephone.' }),
    shortUrl: t.string({
      description: 'Where it is read, short enough for a poster and its QR code.',
      resolve: ({ number }, _args, { deps }) => `${deps.settings.publicUrl}/n/${encodeURIComponent(number)}`,
    }),
    kind: t.field({ type: NeedKindRef, resolve: (need) => need.kind }),
    status: t.field({ type: NeedStatusRef, resolve: (need) => need.status }),
    statusReason: t.exposeString('statusReason', { nullable: true }),
    title: t.exposeString('title'),
    summary: t.exposeString('summary'),
    bring: t.exposeString('bring', { nullable: true }),
    risks: t.exposeString('risks', { nullable: true }),
    urgency: t.field({ type: UrgencyRef, resolve: (need) => need.urgency }),
    placeKind: t.field({ type: PlaceKindRef, resolve: (need) => need.placeKind }),
    placeName: t.exposeString('placeName', { nullable: true }),
    latitude: t.exposeFloat('latitude', { nullable: true }),
    longitude: t.exposeFloat('longitude', { nullable: true }),
    distance: t.int({
      nullable: true,
      description: 'Metres from the point given to the query, when one was.',
      resolve: (need) => need.distance ?? null,
    }),
    startsAt: t.expose('startsAt', { type: 'DateTime', nullable: true }),
    endsAt: t.expose('endsAt', { type: 'DateTime', nullable: true }),
    places: t.exposeInt('places'),
    placesTaken: t.exposeInt('placesTaken'),
    filled: t.boolean({ description: 'Every place is taken.', resolve: isFilled }),
    atRisk: t.boolean({
      description: 'A task starts within 48 hours with fewer people than it needs.',
      resolve: (need, _args, context) => need.atRisk ?? atRiskLoader(context).load(need.id),
    }),
    next: t.field({
      type: NextWindowRef,
      nullable: true,
      description: 'When it goes on; null when all of its tasks are over.',
      resolve: (need, _args, context) =>
        need.next === undefined ? nextLoader(context).load(need.id) : need.next,
    }),
    publishedAt: t.expose('publishedAt', { type: 'DateTime', nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    version: t.exposeInt('version', { description: 'An edit names the version it started from.' }),
    community: t.field({ type: CommunityRef, resolve: (need) => need.community ?? need.communityId }),
    organisation: t.field({
      type: OrganisationRef,
      nullable: true,
      resolve: (need) => (need.organisation === undefined ? need.organisationId : need.organisation),
    }),
    category: t.field({
      type: CategoryRef,
      nullable: true,
      resolve: (need) => (need.category === undefined ? need.categoryId : need.category),
    }),
    tasks: t.loadableList({
      type: TaskRef,
      description: 'By day, cancelled ones among them.',
      load: (needs: NeedRow[], { deps }) => tasksOf(deps, needs),
      resolve: (need) => need,
    }),
    history: t.loadableList({
      type: HistoryEntryRef,
      load: (needs: NeedRow[], { deps, actor }) => historyOfNeeds(deps, actor, needs),
      resolve: (need) => need,
    }),
    may: t.stringList({
      description: 'What the caller may do here: edit, publish, review, cancel, judge, take_down, roster.',
      resolve: async (need, _args, context) =>
        actionsOnNeed(context.actor, { ...need, isRegular: await isRegular(context, need) }),
    }),
    isRegular: t.boolean({
      description: 'Stands for regular visits at a home: they are changed and ended on the care list.',
      resolve: (need, _args, context) => isRegular(context, need),
    }),
    sourceId: t.exposeString('sourceId', {
      nullable: true,
      description: "The import's own id, when the need came from one.",
    }),
  }),
});

/** The tasks of each need that its reader sees. */
async function tasksOf(deps: Context['deps'], needs: readonly NeedRow[]): Promise<TaskRow[][]> {
  const tasks = await unsafeTasksOfNeeds(
    deps,
    needs.map(({ id }) => id),
  );
  return needs.map(({ id, onlyTaskIds }) =>
    tasks.filter((task) => task.needId === id && (onlyTaskIds?.includes(task.id) ?? true)),
  );
}

/** One loader a request, for needs that the board did not read. */
function loaderOf<Value>(load: (context: Context, ids: readonly string[]) => Promise<Value[]>) {
  const loaders = new WeakMap<Context, DataLoader<string, Value>>();
  return (context: Context): DataLoader<string, Value> => {
    const known = loaders.get(context);
    if (known) return known;
    const loader = new DataLoader<string, Value>((ids) => load(context, ids));
    loaders.set(context, loader);
    return loader;
  };
}

const atRiskLoader = loaderOf(({ deps }, ids) => findNeedsAtRisk(deps, ids));
const regularLoader = loaderOf(({ deps }, ids) => findRegular(deps, ids));
/** Only help at a home can be regular: nothing is asked of the rest. */
const isRegular = (context: Context, need: NeedRow): Promise<boolean> | boolean =>
  need.placeKind === 'private_home' && regularLoader(context).load(need.id);
const nextLoader = loaderOf(({ deps }, ids) => findNextWindows(deps, ids));

/** What of a connection of needs a query asks for, so that the statement joins in nothing else. */
function partsOf(info: GraphQLResolveInfo): BoardParts {
  const asked = selectedPaths(info, 3);
  return {
    community: asked.has('edges.node.community'),
    organisation: asked.has('edges.node.organisation'),
    category: asked.has('edges.node.category'),
    atRisk: asked.has('edges.node.atRisk'),
    next: asked.has('edges.node.next'),
    totalCount: asked.has('totalCount'),
  };
}

/** A page costs what its rows cost; the default counts ten. */
const pageCost = ({ first }: { first?: number | null | undefined }) => ({
  field: 5,
  multiplier: Math.ceil(Math.min(Math.max(first ?? 20, 1), 100) / 10),
});

builder.queryField('needs', (t) =>
  t.field({
    type: NeedConnectionRef,
    description:
      'The public board: what is published, without private homes. With filter.mine, what the caller runs.',
    args: { filter: t.arg({ type: NeedFilterRef }), first: t.arg.int(), after: t.arg.string() },
    complexity: pageCost,
    resolve: (_root, args, { deps, actor, locale }, info) =>
      findBoard(
        deps,
        actor,
        args.filter ? parseInput(BoardFilterInput, args.filter, locale) : emptyFilter,
        { first: args.first ?? 20, after: args.after ?? null },
        partsOf(info),
      ),
  }),
);

builder.objectField(OrganisationRef, 'needs', (t) =>
  t.field({
    type: NeedConnectionRef,
    description:
      'What the unit posts: published needs for everyone, drafts and the rest for the unit itself and its committee.',
    args: { first: t.arg.int(), after: t.arg.string(), status: t.arg({ type: [NeedStatusRef] }) },
    complexity: pageCost,
    resolve: (organisation, { first, after, status }, { deps, actor }, info) => {
      const mine = reaches(actor, 'need.post', {
        organisationId: organisation.id,
        communityId: organisation.communityId,
      });
      const filter = {
        ...emptyFilter,
        organisation: organisation.id,
        mine,
        status: status ?? (mine ? null : [...publicStatuses]),
      };
      return findBoard(deps, actor, filter, { first: first ?? 20, after: after ?? null }, partsOf(info));
    },
  }),
);

builder.queryField('needByNumber', (t) =>
  t.field({
    type: NeedRef,
    nullable: true,
    description:
      'A need that the caller may read, by the number that posters and slips show; unknown and foreign ones look alike.',
    args: { number: t.arg.string({ required: true }) },
    resolve: (_root, { number }, { deps, actor }) => findNeedByNumber(deps, actor, number),
  }),
);

builder.queryField('need', (t) =>
  t.field({
    type: NeedRef,
    nullable: true,
    description: 'A need that the caller may read; unknown and foreign ids look alike.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { deps, actor }) => findNeed(deps, actor, decodeId('Need', id)),
  }),
);

builder.queryField('categories', (t) =>
  t.field({ type: [CategoryRef], resolve: (_root, _args, { deps }) => listCategories(deps) }),
);

const loadNeed = ({ deps, actor }: Context, { needId }: { needId: string }): Promise<NeedRow> =>
  findNeed(deps, actor, needId).then(
    (need) => need ?? Promise.reject(new Error('A need just written cannot be read')),
  );

addMutation('postNeed', {
  description: 'Writes a need as a draft, or edits one.',
  input: PostNeedInputRef,
  schema: PostNeedInput,
  type: NeedRef,
  run: ({ deps, actor }, input) => postNeed(deps, actor, input),
  load: loadNeed,
});

addMutation('publishNeed', {
  description: "Hands a draft in: it opens, or waits for the committee's review.",
  input: IdInputRef,
  schema: NeedIdInput,
  type: NeedRef,
  run: ({ deps, actor }, input) => publishNeed(deps, actor, input),
  load: loadNeed,
});

addMutation('reviewNeed', {
  description: 'The committee opens a need that waits for review, or returns it with a reason.',
  input: ReviewNeedInputRef,
  schema: ReviewNeedInput,
  type: NeedRef,
  run: ({ deps, actor }, input) => reviewNeed(deps, actor, input),
  load: ({ deps }, { needId }) => unsafeFindNeed(deps, needId),
});

addMutation('cancelNeed', {
  description: 'Calls a need off with a reason that reaches everyone who signed up.',
  input: CancelNeedInputRef,
  schema: CancelNeedInput,
  type: NeedRef,
  run: ({ deps, actor }, input) => cancelNeed(deps, actor, input),
  load: loadNeed,
});

addMutation('cancelTask', {
  description: 'Calls one task of a need off with a reason that reaches everyone who signed up for it.',
  input: CancelTaskInputRef,
  schema: CancelTaskInput,
  type: TaskRef,
  run: ({ deps, actor }, input) => cancelTask(deps, actor, input),
  load: ({ deps, actor }, { taskId }) =>
    findTask(deps, actor, taskId).then(
      (task) => task ?? Promise.reject(new Error('A task just written cannot be read')),
    ),
});
