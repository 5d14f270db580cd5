import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import { followCode } from '~/server/modules/intake/follow-code';
import { postNeed } from '~/server/modules/needs/post-need';
import { PostNeedInput } from '~/server/modules/needs/input';
import { encodeId } from '~/server/database/id';
import { settleNeeds } from '~/server/modules/needs/settle-needs';
import { parseInput } from '~/server/policy/parse-input';
import { createMember } from '~/tests/factories/actor';
import { createClaim, createClaimant } from '~/tests/factories/claim';
import { createDesk } from '~/tests/integration/intake/setting';
import type { TestClock } from '~/tests/setup/deps';

const hour = 3_600_000;

/** A desk with a request for help that somebody served, its time over: it waits to be judged. */
export async function createServed(deps: Deps, clock: TestClock) {
  const { prisma } = deps;
  const desk = await createDesk(deps);
  const inHours = (hours: number) => new Date(clock.now().getTime() + hours * hour);
  const intake = await desk.takeDown({
    outcome: 'need',
    outcomeNote: '门铃坏了',
    wishedFrom: inHours(24),
    wishedUntil: inHours(26),
    consent: true,
  });
  const needId = intake.needId ?? '';
  const [task] = await prisma.task.findMany({ where: { needId } });
  if (!task) throw new Error('The need has no task');
  const helper = await createClaimant(prisma);
  const claim = await createClaim(prisma, task, { personId: helper.personId, state: 'confirmed' });
  clock.advance(27 * 60);
  await settleNeeds(deps);
  await settleNeeds(deps);
  await prisma.claim.update({ where: { id: claim.id }, data: { state: 'attended' } });

  const read = () => prisma.need.findUniqueOrThrow({ where: { id: needId }, include: { judgements: true } });
  /** Plans another visit, as the pages do: everything as it was, with a task more. */
  async function planAgain(from = inHours(24), until = inHours(26)) {
    const need = await prisma.need.findUniqueOrThrow({ where: { id: needId }, include: { tasks: true } });
    const input = {
      id: encodeId('Need', need.id),
      version: need.version,
      community: encodeId('Community', need.communityId),
      title: need.title,
      summary: need.summary,
      placeKind: need.placeKind,
      tasks: [
        ...need.tasks.map(({ id, title, startsAt, endsAt, minimumPlaces, maximumPlaces }) => ({
          id: encodeId('Task', id),
          title,
          startsAt,
          endsAt,
          minimumPlaces,
          maximumPlaces,
        })),
        { title: '再来一次', startsAt: from, endsAt: until, minimumPlaces: 1, maximumPlaces: 2 },
      ],
    };
    await postNeed(deps, desk.officer, parseInput(PostNeedInput, input, 'en'));
    return prisma.task.findFirstOrThrow({ where: { needId, title: '再来一次' } });
  }
  return {
    ...desk,
    intake,
    needId,
    task,
    helper,
    claim,
    read,
    planAgain,
    inHours,
    code: followCode(deps, intake),
    servedPersonId: intake.servedPersonId ?? '',
    /** Another officer of the same committee. */
    colleague: async (personId?: string) => ({
      ...(await createMember(prisma, desk.committee, 'officer', personId)),
      accountId: newId(),
    }),
  };
}

export type Served = Awaited<ReturnType<typeof createServed>>;
