import type { Attendance } from '~/generated/prisma/client';
import { batched } from '~/server/graphql/batch';
import { builder } from '~/server/graphql/builder';
import { ClaimRef } from '~/server/modules/claims/refs';
import { PersonRef } from '~/server/modules/identity/refs';
import { TaskRef } from '~/server/modules/tasks/refs';
import {
  findCandidates,
  findCheckInCodes,
  findNotes,
  unsafeAttendanceOf,
  type Candidate,
  type CheckInCode,
} from './queries';
import './mutation-types';

const AttendanceRef = builder.objectRef<Attendance>('Attendance').implement({
  description: 'Check-in and check-out of a claim.',
  fields: (t) => ({
    checkedInAt: t.expose('checkedInAt', { type: 'DateTime' }),
    checkedInSource: t.exposeString('checkedInSource', {
      description: 'code, coordinator, officer, kiosk, rule, paper, self or magnet.',
    }),
    checkedInHeardAt: t.expose('checkedInHeardAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the server heard of it, where a device had kept it without a network.',
    }),
    checkedOutAt: t.expose('checkedOutAt', { type: 'DateTime', nullable: true }),
    checkedOutSource: t.exposeString('checkedOutSource', { nullable: true }),
    checkedOutHeardAt: t.expose('checkedOutHeardAt', { type: 'DateTime', nullable: true }),
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
const notes = batched((claimIds: readonly string[], { deps, actor }) => findNotes(deps, actor, claimIds));
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

const CandidateRef = builder.objectRef<Candidate>('WalkInCandidate').implement({
  description: 'Somebody who may have walked in.',
  fields: (t) => ({
    person: t.field({ type: PersonRef, resolve: (candidate) => candidate.id }),
    lastServedAt: t.expose('lastServedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When they last served here; tells two people of one name apart.',
    }),
  }),
});

builder.objectField(ClaimRef, 'note', (t) =>
  t.string({
    nullable: true,
    description: 'What whoever runs the day wrote beside the name; null for everyone else.',
    resolve: (claim, _args, context) => notes(context, claim.id),
  }),
);

builder.objectField(TaskRef, 'walkInCandidates', (t) =>
  t.field({
    type: [CandidateRef],
    description:
      'People of that name whom the caller may see and who have no claim here; empty unless the caller runs the day.',
    complexity: { field: 5, multiplier: 10 },
    args: { name: t.arg.string({ required: true }) },
    resolve: (task, { name }, { deps, actor }) => findCandidates(deps, actor, task.id, name),
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
