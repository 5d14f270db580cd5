import type { Attendance } from '~/generated/prisma/client';
import { batched } from '~/server/graphql/batch';
import { builder } from '~/server/graphql/builder';
import type { Context } from '~/server/graphql/context';
import { addMutation } from '~/server/graphql/mutation';
import { findClaims, type ClaimRow } from '~/server/modules/claims/queries';
import { ClaimRef } from '~/server/modules/claims/refs';
import { TaskRef } from '~/server/modules/tasks/refs';
import { refuse } from '~/server/policy/refusal';
import { checkIn } from './check-in';
import { checkOut } from './check-out';
import { CheckInInput, CheckOutInput } from './input';
import { findCheckInCodes, unsafeAttendanceOf, type CheckInCode } from './queries';

const AttendanceRef = builder.objectRef<Attendance>('Attendance').implement({
  description: 'Check-in and check-out of a claim, in server time.',
  fields: (t) => ({
    checkedInAt: t.expose('checkedInAt', { type: 'DateTime' }),
    checkedInSource: t.exposeString('checkedInSource', {
      description: 'code, coordinator, officer, kiosk, rule or paper.',
    }),
    checkedOutAt: t.expose('checkedOutAt', { type: 'DateTime', nullable: true }),
    checkedOutSource: t.exposeString('checkedOutSource', { nullable: true }),
    walkIn: t.exposeBoolean('walkIn'),
    breakMinutes: t.exposeInt('breakMinutes'),
  }),
});

const CheckInCodeRef = builder.objectRef<CheckInCode>('CheckInCode').implement({
  description: 'The code shown on site; another each minute.',
  fields: (t) => ({
    digits: t.exposeString('digits'),
    url: t.exposeString('url', { description: 'What the QR says.' }),
    validUntil: t.expose('validUntil', { type: 'DateTime' }),
  }),
});

const attendances = batched((claimIds: readonly string[], { deps }) => unsafeAttendanceOf(deps, claimIds));
const codes = batched((taskIds: readonly string[], { deps, actor }) =>
  findCheckInCodes(deps, actor, taskIds),
);

builder.objectField(ClaimRef, 'attendance', (t) =>
  t.field({
    type: AttendanceRef,
    nullable: true,
    resolve: (claim, _args, context) => attendances(context, claim.id),
  }),
);

builder.objectField(TaskRef, 'checkInCode', (t) =>
  t.field({
    type: CheckInCodeRef,
    nullable: true,
    description: 'The rotating check-in code; null unless the caller runs the day.',
    resolve: (task, _args, context) => codes(context, task.id),
  }),
);

const readClaim = async ({ deps, actor }: Context, { id }: { id: string }): Promise<ClaimRow> =>
  (await findClaims(deps, actor, [id]))[0] ?? refuse('NOT_FOUND');

const CheckInInputRef = builder.inputType('CheckInInput', {
  description: "By the volunteer with the day's code, or by the coordinator with the claim.",
  fields: (t) => ({ task: t.id(), code: t.string(), claim: t.id() }),
});
const CheckOutInputRef = builder.inputType('CheckOutInput', {
  fields: (t) => ({ task: t.id(), code: t.string(), claim: t.id(), breakMinutes: t.int() }),
});

addMutation('checkIn', {
  description: 'Checks a volunteer in, at server time.',
  input: CheckInInputRef,
  schema: CheckInInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => checkIn(deps, actor, input),
  load: readClaim,
});

addMutation('checkOut', {
  description: 'Checks a volunteer out and proposes the measured time as a service record.',
  input: CheckOutInputRef,
  schema: CheckOutInput,
  type: ClaimRef,
  run: ({ deps, actor }, input) => checkOut(deps, actor, input),
  load: readClaim,
});
