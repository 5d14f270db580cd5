import type { Prisma } from '~/generated/prisma/client';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay, may, personFor } from '~/server/policy/permissions';
import type { IntakeRow } from './queries';
import { canBeTakenBack, followStateOf, type FollowState } from './rules';

/** A request of the person's own: the same that following it by number and code tells. */
export interface MyRequest {
  readonly intake: IntakeRow;
  readonly state: FollowState;
  readonly mayTakeBack: boolean;
}

/** The requests that somebody may take back as far as it is theirs: what is for them, and what they sent in and nobody has looked at. */
export const takeableBackBy = (personId: string): Prisma.IntakeWhereInput[] => [
  { servedPersonId: personId },
  { requesterId: personId, outcome: 'received' },
];

/** What the person asked for themselves or somebody else, and what was asked for them; latest first. */
export async function findMyRequests(deps: Pick<Deps, 'prisma'>, actor: Actor): Promise<MyRequest[]> {
  assertMay(actor, 'intake.read_own');
  const person = personFor(actor, 'intake.read_own');
  if (person === null) return [];
  const rows = await deps.prisma.intake.findMany({
    where: { OR: [{ requesterId: person }, { servedPersonId: person }] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 50,
    include: { need: { select: { kind: true, status: true, round: true } } },
  });
  return rows.map(({ need, ...intake }) => ({
    intake,
    state: followStateOf(intake.outcome, need),
    mayTakeBack:
      may(actor, 'intake.take_back') &&
      (intake.servedPersonId === person || intake.outcome === 'received') &&
      canBeTakenBack(intake.outcome, need),
  }));
}
