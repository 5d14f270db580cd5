import { acceptOffer, declineOffer } from '~/server/modules/claims/answer-offer';
import { claimTask } from '~/server/modules/claims/claim-task';
import { joinWaitlist } from '~/server/modules/claims/join-waitlist';
import { settleWaitlists } from '~/server/modules/claims/settle-waitlists';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { holdDraws } from '~/server/modules/draws/hold-draws';
import { setDraw } from '~/server/modules/draws/set-draw';
import { Refused } from '~/server/policy/refusal';
import { createClaimants, createScene } from '~/tests/factories/claim';
import { createTask } from '~/tests/factories/task';
import { TestClock, testDeps } from '~/tests/setup/deps';
import type { TestDatabase } from '~/tests/setup/database';
import { median } from './measure';
import { day, placesATask, type SeasonTask, type Volunteer, type World } from './season-world';

/** How places in popular tasks are given. */
export type Way = 'first come' | 'draw';

export interface SeasonFigures {
  /** Jain's index of the popular places that regulars had: 1 when all had the same, near 0 when one had them all (Jain, Chiu and Hawe, 1984). */
  readonly jain: number;
  /** Part of the newcomers who had a first popular task within two weeks of joining. */
  readonly firstPopular: number;
  /** The same for a first task of any kind. */
  readonly firstTask: number;
  /** Part of all places that were filled at the start. */
  readonly filled: number;
  /** Minutes from a drop-out until the place was somebody's again, in the middle. */
  readonly refillMinutes: number;
  readonly dropOuts: number;
  readonly refilled: number;
}

interface Happening {
  readonly at: number;
  run(): Promise<unknown>;
}

/** Happenings in the order of time; what one of them brings about is put among the rest. */
class Agenda {
  private readonly heap: Happening[] = [];
  add(at: number, run: Happening['run']): void {
    const index = this.heap.findIndex((other) => other.at < at);
    this.heap.splice(index < 0 ? this.heap.length : index, 0, { at, run });
  }
  next = (): Happening | undefined => this.heap.pop();
}

/** Plays a season on a database of its own by the use cases that people act by, on a clock of its own. */
export async function playSeason(
  database: Pick<TestDatabase, 'pool' | 'prisma'>,
  world: World,
  way: Way,
): Promise<SeasonFigures> {
  const { prisma } = database;
  const clock = new TestClock(new Date(Math.min(...world.wishes.map(({ at }) => at)) - day));
  const deps = testDeps(database, { clock });
  const agenda = new Agenda();
  const scene = await createScene(prisma);
  const actors = await createClaimants(prisma, world.volunteers.length);
  const actorOf = ({ index }: Volunteer) => actors[index] ?? fail('There is no such volunteer');
  const volunteerOf = new Map(world.volunteers.map((each) => [actorOf(each).personId, each]));
  const refills: number[] = [];
  let dropOuts = 0;

  const ids = new Map<number, string>();
  const taskOf = new Map<string, SeasonTask>();
  for (const task of world.tasks) {
    const { id } = await createTask(prisma, {
      needId: scene.need.id,
      startsAt: task.startsAt,
      maximumPlaces: placesATask,
    });
    ids.set(task.index, id);
    taskOf.set(id, task);
    if (task.isPopular && way === 'draw') {
      const closesAt = new Date(task.startsAt.getTime() - 3 * day);
      await setDraw(deps, scene.coordinator, { task: id, closesAt });
      agenda.add(closesAt.getTime(), () => settled(() => holdDraws(deps)));
    }
    agenda.add(task.startsAt.getTime(), () => takePlace(id));
  }
  const idOf = ({ index }: SeasonTask) => ids.get(index) ?? fail('There is no such task');

  for (const { at, volunteer, task } of world.wishes)
    agenda.add(at, () => settled(() => want(volunteer, idOf(task))));

  /** Takes a place if there is one, else waits for one, as the page offers it. */
  async function want(volunteer: Volunteer, task: string): Promise<void> {
    const refusal = await refusalOf(claimTask(deps, actorOf(volunteer), { task }));
    if (refusal === 'FULL' || refusal === 'DRAW_PENDING')
      await refusalOf(joinWaitlist(deps, actorOf(volunteer), { task }));
  }

  const known = new Set<string>();
  const isFree = new Map<string, number[]>();
  /** Does something, then lets everyone whom it concerned plan what they do next. */
  async function settled(act: () => Promise<unknown>): Promise<void> {
    await act();
    const live = await prisma.claim.findMany({
      where: { state: { in: ['offered', 'confirmed'] } },
      select: { id: true, taskId: true, personId: true, state: true, expiresAt: true },
    });
    for (const claim of live) {
      const key = `${claim.id} ${claim.state} ${claim.expiresAt?.getTime()}`;
      if (known.has(key)) continue;
      known.add(key);
      const volunteer = volunteerOf.get(claim.personId ?? '') ?? fail('Whose claim is it?');
      const task = taskOf.get(claim.taskId) ?? fail('What task is it?');
      if (claim.state === 'offered') planAnswer(claim, volunteer, task);
      else planDropOut(claim.id, volunteer, task);
      if (claim.state !== 'confirmed') continue;
      const since = isFree.get(claim.taskId)?.shift();
      if (since !== undefined) refills.push((clock.now().getTime() - since) / 60_000);
    }
  }

  function planAnswer(
    claim: { id: string; expiresAt: Date | null },
    volunteer: Volunteer,
    task: SeasonTask,
  ): void {
    const answer = world.answerOf(volunteer, task);
    const now = clock.now().getTime();
    const end = claim.expiresAt?.getTime() ?? now;
    if (answer && now + answer.after < end)
      agenda.add(now + answer.after, () =>
        settled(() =>
          refusalOf(
            answer.accepts
              ? acceptOffer(deps, actorOf(volunteer), { claim: claim.id })
              : declineOffer(deps, actorOf(volunteer), { claim: claim.id, leave: true }),
          ),
        ),
      );
    agenda.add(end + 1, () => settled(() => settleWaitlists(deps)));
  }

  function planDropOut(claim: string, volunteer: Volunteer, task: SeasonTask): void {
    const at = world.dropsOutAt(volunteer, task);
    if (at === null || at <= clock.now().getTime()) return;
    agenda.add(at, () =>
      settled(async () => {
        if ((await refusalOf(withdrawClaim(deps, actorOf(volunteer), { claim }))) !== null) return;
        dropOuts += 1;
        const id = idOf(task);
        isFree.set(id, [...(isFree.get(id) ?? []), clock.now().getTime()]);
      }),
    );
  }

  /** The day itself: whoever is confirmed comes. */
  async function takePlace(taskId: string): Promise<void> {
    await prisma.claim.updateMany({ where: { taskId, state: 'confirmed' }, data: { state: 'attended' } });
    await settleWaitlists(deps);
  }

  for (let next = agenda.next(); next; next = agenda.next()) {
    clock.set(new Date(next.at));
    await next.run();
  }
  return { ...(await figuresOf()), refillMinutes: median(refills), dropOuts, refilled: refills.length };

  async function figuresOf() {
    const attended = await prisma.claim.findMany({
      where: { state: 'attended', taskId: { in: [...taskOf.keys()] } },
    });
    const had = world.volunteers.map((volunteer) => ({
      volunteer,
      tasks: attended
        .filter(({ personId }) => personId === actorOf(volunteer).personId)
        .map(({ taskId }) => taskOf.get(taskId) ?? fail('What task is it?')),
    }));
    const regular = had.filter(({ volunteer }) => !volunteer.isNew);
    const joined = had.filter(({ volunteer }) => volunteer.isNew);
    const partWith = (counts: (task: SeasonTask) => boolean) =>
      joined.filter(({ volunteer, tasks }) =>
        tasks.some((task) => counts(task) && task.week < volunteer.joins + 2),
      ).length / joined.length;
    return {
      jain: jainOf(regular.map(({ tasks }) => tasks.filter(({ isPopular }) => isPopular).length)),
      firstPopular: partWith(({ isPopular }) => isPopular),
      firstTask: partWith(() => true),
      filled: attended.length / (world.tasks.length * placesATask),
    };
  }
}

const jainOf = (shares: readonly number[]): number =>
  shares.reduce((sum, share) => sum + share, 0) ** 2 /
  (shares.length * shares.reduce((sum, share) => sum + share ** 2, 0));

/** The code of a refusal; null when it was done. */
async function refusalOf(act: Promise<unknown>): Promise<string | null> {
  try {
    await act;
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

function fail(message: string): never {
  throw new Error(message);
}
