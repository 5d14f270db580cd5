import { Judgement, Satisfaction } from '~/generated/prisma/enums';
import { decodeId } from '~/server/database/id';
import { batched } from '~/server/graphql/batch';
import { builder } from '~/server/graphql/builder';
import type { Context } from '~/server/graphql/context';
import { addMutation } from '~/server/graphql/mutation';
import { viewPhones } from '~/server/modules/contact/view-contacts';
import { PersonRef } from '~/server/modules/identity/refs';
import { FollowedRequestRef } from '~/server/modules/intake/refs';
import type { NeedRow } from '~/server/modules/needs/columns';
import { findNeed } from '~/server/modules/needs/queries';
import { NeedRef } from '~/server/modules/needs/refs';
import { JudgeFollowedInput, JudgeNeedInput, TakeDownJudgementInput } from './input';
import { judgeFollowed } from './judge-followed';
import { judgeNeed } from './judge-need';
import {
  findJudgements,
  findNeedToAsk,
  listNeedsToAsk,
  listNeedsToPlanAgain,
  readsJudgement,
  type JudgementRow,
  type NeedToAsk,
} from './queries';
import { heardBy } from './rules';
import { takeDownJudgement } from './take-down-judgement';

const JudgementRef = builder.enumType(Judgement, {
  name: 'Judgement',
  description: 'What the person served said; not_judged where nobody said anything in time.',
});
const SatisfactionRef = builder.enumType(Satisfaction, { name: 'Satisfaction' });
const HeardByRef = builder.enumType('JudgementChannel', {
  description: 'How an officer heard it.',
  values: heardBy,
});
const WordRef = builder.enumType('JudgementWord', {
  description: 'Whose word it is: of the person served, or of whoever asked for them.',
  values: ['served', 'requester'] as const,
});

const phones = batched((ids: readonly string[], { deps, actor }) => viewPhones(deps, actor, ids));

const NeedJudgementRef = builder.objectRef<JudgementRow>('NeedJudgement').implement({
  description: 'What was said of one round of a request.',
  fields: (t) => ({
    round: t.exposeInt('round'),
    judgement: t.field({ type: JudgementRef, resolve: (row) => row.judgement }),
    satisfaction: t.field({ type: SatisfactionRef, nullable: true, resolve: (row) => row.satisfaction }),
    thanks: t.exposeString('thanks', { nullable: true }),
    remark: t.exposeString('remark', { nullable: true, description: 'What is still missing.' }),
    takenDown: t.boolean({
      description: 'Somebody wrote it down for them.',
      resolve: (row) => row.takenDownById !== null,
    }),
    byLink: t.boolean({
      description: 'Said with the number and the code alone: whose hand it was is not known.',
      resolve: (row) =>
        row.judgedById === null && row.takenDownById === null && row.judgement !== 'not_judged',
    }),
    takenDownBy: t.field({ type: PersonRef, nullable: true, resolve: (row) => row.takenDownById }),
    at: t.expose('at', { type: 'DateTime' }),
  }),
});

builder.objectFields(NeedRef, (t) => ({
  round: t.int({
    description: 'Raised each time the person served says it is not solved.',
    resolve: (need) => need.round,
  }),
  dueAt: t.field({
    type: 'DateTime',
    nullable: true,
    description: 'By when help is to be done; for its unit, its committee and whoever asked.',
    resolve: (need, _args, { actor }) => (readsJudgement(actor, need) ? need.dueAt : null),
  }),
  judgement: t.field({
    type: JudgementRef,
    nullable: true,
    description: 'As last judged; for those who read the clock.',
    resolve: (need, _args, { actor }) => (readsJudgement(actor, need) ? need.judgement : null),
  }),
  judgements: t.loadableList({
    type: NeedJudgementRef,
    description: 'Round by round, for those who read the clock.',
    load: (needs: NeedRow[], { deps, actor }) => findJudgements(deps, actor, needs),
    resolve: (need) => need,
  }),
}));

const NeedToAskRef = builder.objectRef<NeedToAsk>('NeedToAsk').implement({
  description: 'A request whose help is over and that nobody has judged yet.',
  fields: (t) => ({
    need: t.field({ type: NeedRef, resolve: ({ need }) => need }),
    servedPerson: t.field({
      type: PersonRef,
      nullable: true,
      resolve: ({ servedPersonId }) => servedPersonId,
    }),
    requester: t.field({ type: PersonRef, nullable: true, resolve: ({ requestedById }) => requestedById }),
    phone: t.string({
      nullable: true,
      description: 'Of the person served, or of whoever asked where they have none. Each view is logged.',
      resolve: async ({ servedPersonId, requestedById }, _args, context) => {
        const own = servedPersonId && (await phones(context, servedPersonId));
        return own || (requestedById && (await phones(context, requestedById))) || null;
      },
    }),
    closesAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it is closed as not judged.',
      resolve: ({ closesAt }) => closesAt,
    }),
    followCode: t.string({ nullable: true, resolve: (asked) => asked.followCode }),
    followUrl: t.string({
      nullable: true,
      description: 'Where the person served says it themselves: names the number, never the code.',
      resolve: ({ intakeId, need }, _args, { deps }) =>
        intakeId && `${deps.settings.publicUrl}/follow/${encodeURIComponent(need.number)}`,
    }),
  }),
});

builder.queryFields((t) => ({
  needsToAsk: t.field({
    type: [NeedToAskRef],
    description: 'Whom the committee asks how it turned out, those that close first in front.',
    authScopes: { action: 'judgement.take_down' },
    resolve: (_root, _args, { deps, actor }) => listNeedsToAsk(deps, actor),
  }),
  needToAsk: t.field({
    type: NeedToAskRef,
    nullable: true,
    authScopes: { action: 'judgement.take_down' },
    args: { id: t.arg.id({ required: true, description: 'Of the Need.' }) },
    resolve: (_root, { id }, { deps, actor }) => findNeedToAsk(deps, actor, decodeId('Need', id)),
  }),
  needsToPlanAgain: t.field({
    type: [NeedRef],
    description: 'Help that was not solved and waits for its next visit, what is due first in front.',
    authScopes: { action: 'judgement.take_down' },
    resolve: (_root, _args, { deps, actor }) => listNeedsToPlanAgain(deps, actor),
  }),
}));

const loadNeed = ({ deps, actor }: Context, { needId }: { needId: string }): Promise<NeedRow> =>
  findNeed(deps, actor, needId).then(
    (need) => need ?? Promise.reject(new Error('A need just judged cannot be read')),
  );

addMutation('judgeNeed', {
  description: 'The person served, or whoever acts for them, says how it turned out.',
  input: builder.inputType('JudgeNeedInput', {
    fields: (t) => ({
      need: t.id({ required: true }),
      round: t.int({ description: 'The round it is about, so that sending it twice judges once.' }),
      judgement: t.field({ type: JudgementRef, required: true }),
      satisfaction: t.field({ type: SatisfactionRef }),
      thanks: t.string({ description: 'For those who helped.' }),
      remark: t.string({ description: 'What is still missing.' }),
    }),
  }),
  schema: JudgeNeedInput,
  type: NeedRef,
  run: ({ deps, actor }, input) => judgeNeed(deps, actor, input),
  load: loadNeed,
});

addMutation('takeDownJudgement', {
  description: 'An officer writes down what the person served said. Never one who served.',
  input: builder.inputType('TakeDownJudgementInput', {
    fields: (t) => ({
      need: t.id({ required: true }),
      channel: t.field({ type: HeardByRef, required: true }),
      word: t.field({ type: WordRef, description: 'The person served unless said otherwise.' }),
      round: t.int(),
      judgement: t.field({ type: JudgementRef, required: true }),
      satisfaction: t.field({ type: SatisfactionRef }),
      thanks: t.string(),
      remark: t.string(),
    }),
  }),
  schema: TakeDownJudgementInput,
  type: NeedRef,
  run: ({ deps, actor }, input) => takeDownJudgement(deps, actor, input),
  load: loadNeed,
});

addMutation('judgeFollowed', {
  description: 'Whoever has the number and the code of a request says how it turned out.',
  input: builder.inputType('JudgeFollowedInput', {
    fields: (t) => ({
      number: t.string({ required: true }),
      code: t.string({ required: true }),
      round: t.int(),
      judgement: t.field({ type: JudgementRef, required: true }),
      satisfaction: t.field({ type: SatisfactionRef }),
      thanks: t.string(),
      remark: t.string(),
    }),
  }),
  schema: JudgeFollowedInput,
  type: FollowedRequestRef,
  run: ({ deps, actor, clientAddress }, input) => judgeFollowed(deps, actor, input, clientAddress),
  load: (_context, request) => request,
});
