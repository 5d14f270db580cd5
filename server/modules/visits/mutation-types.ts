import { builder } from '~/server/graphql/builder';
import type { Context } from '~/server/graphql/context';
import { DoneRef, IdInputRef } from '~/server/graphql/inputs';
import { addMutation } from '~/server/graphql/mutation';
import { findClaims, type ClaimRow } from '~/server/modules/claims/queries';
import { ClaimRef } from '~/server/modules/claims/refs';
import { PersonFileRef } from '~/server/modules/contact/refs';
import { viewPersonFile } from '~/server/modules/contact/view-file';
import { refuse } from '~/server/policy/refusal';
import { raiseStopWord, settleAlert } from './alerts';
import { arriveAtHome, leaveHome } from './attend-home';
import {
  AttendHomeInput,
  EndHelperRefusalInput,
  IssueMagnetInput,
  RefuseHelperInput,
  SettleAlertInput,
  StopWordInput,
} from './input';
import { issueMagnet } from './issue-magnet';
import { endHelperRefusal, refuseHelper } from './refuse-helper';

const readClaim = async ({ deps, actor }: Context, { id }: { id: string }): Promise<ClaimRow> =>
  (await findClaims(deps, actor, [id]))[0] ?? refuse('NOT_FOUND');

const AttendHomeInputRef = builder.inputType('AttendHomeInput', {
  description: "By the helper: with the magnet's digits, or by their word.",
  fields: (t) => ({ claim: t.id({ required: true }), code: t.string() }),
});
const StopWordInputRef = builder.inputType('StopWordInput', {
  fields: (t) => ({ claim: t.id({ required: true }), note: t.string() }),
});
const SettleAlertInputRef = builder.inputType('SettleAlertInput', {
  fields: (t) => ({
    id: t.id({ required: true }),
    note: t.string({ required: true, description: 'What was found.' }),
  }),
});
const RefuseHelperInputRef = builder.inputType('RefuseHelperInput', {
  fields: (t) => ({ claim: t.id({ required: true }), reason: t.string() }),
});
const IssueMagnetInputRef = builder.inputType('IssueMagnetInput', {
  fields: (t) => ({
    person: t.id({ required: true }),
    replace: t.boolean({ description: 'The earlier one is lost: its digits count no more.' }),
  }),
});

addMutation('arriveAtHome', {
  description: 'The helper says that they have arrived at a private home.',
  input: AttendHomeInputRef,
  schema: AttendHomeInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => arriveAtHome(deps, actor, input),
  load: readClaim,
});

addMutation('leaveHome', {
  description: 'The helper says that they have left; the measured time becomes a service record.',
  input: AttendHomeInputRef,
  schema: AttendHomeInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => leaveHome(deps, actor, input),
  load: readClaim,
});

addMutation('callForHelp', {
  description: 'Somebody at a private home needs help; whoever runs the day is told at once.',
  input: StopWordInputRef,
  schema: StopWordInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => raiseStopWord(deps, actor, input),
  load: readClaim,
});

addMutation('settleVisitAlert', {
  description: 'Closes an alert with what was found.',
  input: SettleAlertInputRef,
  schema: SettleAlertInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => settleAlert(deps, actor, input),
  load: readClaim,
});

addMutation('refuseHelper', {
  description:
    'The person served does not want the helper of a claim: their claims there are declined in neutral words, and no new one is taken.',
  input: RefuseHelperInputRef,
  schema: RefuseHelperInput,
  type: DoneRef,
  run: ({ deps, actor }, input) => refuseHelper(deps, actor, input),
  load: () => ({ done: true }),
});

addMutation('endHelperRefusal', {
  description: 'The helper may come again.',
  input: IdInputRef,
  schema: EndHelperRefusalInput,
  type: DoneRef,
  run: ({ deps, actor }, input) => endHelperRefusal(deps, actor, input),
  load: () => ({ done: true }),
});

addMutation('issueMagnet', {
  description: "Makes the magnet of a resident's home, or one for a lost one.",
  input: IssueMagnetInputRef,
  schema: IssueMagnetInput,
  type: PersonFileRef,
  run: ({ deps, actor }, input) => issueMagnet(deps, actor, input),
  load: async ({ deps, actor }, { personId }) =>
    (await viewPersonFile(deps, actor, personId)) ?? refuse('NOT_FOUND'),
});
