import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptOffer, declineOffer } from '~/server/modules/claims/answer-offer';
import { claimTask } from '~/server/modules/claims/claim-task';
import { decideClaim } from '~/server/modules/claims/decide-claim';
import { joinWaitlist } from '~/server/modules/claims/join-waitlist';
import { settleWaitlists } from '~/server/modules/claims/settle-waitlists';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { cancelNeed } from '~/server/modules/needs/cancel-need';
import { PostNeedInput } from '~/server/modules/needs/input';
import { postNeed } from '~/server/modules/needs/post-need';
import { encodeId } from '~/server/database/id';
import { Refused } from '~/server/policy/refusal';
import { createClaimants, createScene, type Scene } from '~/tests/factories/claim';
import { brokenClaimInvariants } from '~/tests/helpers/claim-invariants';
import { createTestDatabase } from '~/tests/setup/database';
import { TestClock, testDeps } from '~/tests/setup/deps';

/**
 * The rules of the waitlist once more, as plainly as they can be said: nothing here knows of statements, locks or rows. Whatever
 * people do in whatever order, the database ends where the model does, after each single step.
 */
const database = await createTestDatabase();
const { pool, prisma } = database;
const clock = new TestClock(new Date());
const deps = testDeps(database, { clock });
const hour = 3_600_000;
const seed = Number(process.env.LINLI_FAULT_SEED ?? Date.now() % 1_000_000);

const people = 6;
/** Two tasks at the same hour and one at another. */
const hours = [0, 0, 5] as const;

type Act =
  'claim' | 'join' | 'leave' | 'release' | 'accept' | 'pass' | 'decline' | 'run out' | 'resize' | 'cancel';

interface Step {
  readonly act: Act;
  readonly task: number;
  readonly person: number;
  readonly places: number;
}

const weights: readonly [Act, number][] = [
  ['claim', 16],
  ['join', 16],
  ['leave', 12],
  ['release', 5],
  ['accept', 12],
  ['pass', 5],
  ['decline', 5],
  ['run out', 5],
  ['resize', 5],
  ['cancel', 3],
];

const steps = fc.array(
  fc.record<Step>({
    act: fc.oneof(...weights.map(([act, weight]) => ({ arbitrary: fc.constant(act), weight }))),
    task: fc.nat(hours.length - 1),
    person: fc.nat(people - 1),
    places: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 20, maxLength: 60 },
);

interface Held {
  state: 'waitlisted' | 'offered' | 'confirmed';
  /** Their turn among those who wait. */
  number: number;
  passed: boolean;
}

/** What each task is; `held` by the person's number. */
class Model {
  readonly tasks = hours.map((at) => ({
    at,
    places: 2,
    isOff: false,
    held: new Map<number, Held>(),
    last: 0,
  }));

  private taken = (task: number) =>
    [...this.of(task).held.values()].filter(({ state }) => state !== 'waitlisted').length;

  private of(task: number) {
    const found = this.tasks[task];
    if (!found) throw new Error('There is no such task');
    return found;
  }

  private isBusy = (person: number, task: number) =>
    this.tasks.some(
      (other, at) =>
        at !== task && other.at === this.of(task).at && other.held.get(person)?.state === 'confirmed',
    );

  /** Free places go to those who wait, in their order; who is busy then or has passed is passed over. */
  private offer(task: number, isNewChance = false): void {
    const { held, places, isOff } = this.of(task);
    if (isOff || this.taken(task) >= places) return;
    const line = [...held]
      .filter(([, { state }]) => state === 'waitlisted')
      .sort(([, a], [, b]) => a.number - b.number);
    for (const [person, mine] of line) {
      if (isNewChance) mine.passed = false;
      if (this.taken(task) < places && !mine.passed && !this.isBusy(person, task)) mine.state = 'offered';
    }
  }

  private end(task: number, person: number): boolean {
    const { held, places } = this.of(task);
    const mine = held.get(person);
    if (!mine) return false;
    const isNewChance = mine.state === 'confirmed' && this.taken(task) >= places;
    held.delete(person);
    if (mine.state !== 'waitlisted') this.offer(task, isNewChance);
    return true;
  }

  /** Does a step; whether it was to be had. */
  do({ act, task, person, places }: Step): boolean {
    const one = this.of(task);
    const mine = one.held.get(person);
    const isFull = this.taken(task) >= one.places;
    switch (act) {
      case 'claim':
        if (one.isOff || mine || this.isBusy(person, task) || isFull) return false;
        one.held.set(person, { state: 'confirmed', number: 0, passed: false });
        return true;
      case 'join':
        if (one.isOff || mine || this.isBusy(person, task)) return false;
        one.held.set(person, { state: 'waitlisted', number: (one.last += 1), passed: false });
        this.offer(task);
        return true;
      case 'leave':
      case 'release':
        return this.end(task, person);
      case 'accept':
        if (!mine || mine.state === 'confirmed' || this.isBusy(person, task)) return false;
        if (mine.state === 'waitlisted' && isFull) return false;
        mine.state = 'confirmed';
        return true;
      case 'decline':
        return mine?.state === 'offered' && this.end(task, person);
      case 'pass':
        if (mine?.state !== 'offered') return false;
        one.held.set(person, { state: 'waitlisted', number: (one.last += 1), passed: true });
        this.offer(task);
        return true;
      case 'run out':
        if (mine?.state === 'offered') this.end(task, person);
        for (const at of this.tasks.keys()) this.offer(at);
        return true;
      case 'resize':
        if (one.isOff || this.taken(task) > places) return false;
        one.places = places;
        this.offer(task, isFull);
        return true;
      case 'cancel':
        if (one.isOff) return false;
        one.isOff = true;
        one.held.clear();
        return true;
    }
  }

  /** Who has what, in words that the database's side says too. */
  state() {
    return this.tasks.map(({ places, held }) => ({
      places,
      held: [...held].map(([person, { state }]) => `${person} ${state}`).sort(),
      line: [...held]
        .filter(([, { state }]) => state === 'waitlisted')
        .sort(([, a], [, b]) => a.number - b.number)
        .map(([person]) => person),
    }));
  }

  /** Nobody who fits, and has not passed, waits beside a free place of a task that goes on. */
  owes = (): boolean =>
    this.tasks.some(
      ({ held, places, isOff }, task) =>
        !isOff &&
        this.taken(task) < places &&
        [...held].some(
          ([person, { state, passed }]) => state === 'waitlisted' && !passed && !this.isBusy(person, task),
        ),
    );
}

/** The same steps on a real database. */
async function createWorld() {
  const monday = clock.now().getTime() + 7 * 24 * hour;
  const scenes: Scene[] = [];
  for (const at of hours)
    scenes.push(
      await createScene(prisma, {
        task: {
          startsAt: new Date(monday + at * hour),
          endsAt: new Date(monday + (at + 2) * hour),
          minimumPlaces: 1,
          maximumPlaces: 2,
        },
      }),
    );
  const volunteers = await createClaimants(prisma, people);
  const taskIds = scenes.map(({ task }) => task.id);
  const personIds = volunteers.map(({ personId }) => personId);

  const resize = async (scene: Scene, maximumPlaces: number) => {
    const need = await prisma.need.findUniqueOrThrow({
      where: { id: scene.need.id },
      include: { tasks: true },
    });
    const input = {
      id: encodeId('Need', need.id),
      version: need.version,
      community: encodeId('Community', need.communityId),
      title: need.title,
      summary: need.summary || 'As it says',
      tasks: need.tasks.map((task) => ({ ...task, id: encodeId('Task', task.id), maximumPlaces })),
    };
    await postNeed(deps, scene.coordinator, PostNeedInput.parse(input));
  };

  const act = async ({ act, task, person, places }: Step): Promise<void> => {
    const [scene, volunteer] = [scenes[task], volunteers[person]];
    if (!scene || !volunteer) throw new Error('There is no such task or person');
    const mine = await prisma.claim.findFirst({
      where: { taskId: scene.task.id, personId: volunteer.personId },
      orderBy: { id: 'desc' },
    });
    const claim = mine?.id ?? scene.task.id;
    switch (act) {
      case 'claim':
        return void (await claimTask(deps, volunteer, { task: scene.task.id }));
      case 'join':
        return void (await joinWaitlist(deps, volunteer, { task: scene.task.id }));
      case 'leave':
        return void (await withdrawClaim(deps, volunteer, { claim }));
      case 'release':
        return void (await decideClaim(deps, scene.coordinator, { claim, approve: false, reason: 'Rain' }));
      case 'accept':
        return void (await acceptOffer(deps, volunteer, { claim }));
      case 'pass':
        return void (await declineOffer(deps, volunteer, { claim, leave: false }));
      case 'decline':
        return void (await declineOffer(deps, volunteer, { claim, leave: true }));
      case 'run out':
        if (mine?.state === 'offered')
          await prisma.claim.update({ where: { id: claim }, data: { expiresAt: clock.now() } });
        return void (await settleWaitlists(deps));
      case 'resize':
        return resize(scene, places);
      case 'cancel':
        return void (await cancelNeed(deps, scene.coordinator, { id: scene.need.id, reason: 'Rain' }));
    }
  };

  return {
    /** Does a step; whether it was to be had. */
    async do(step: Step): Promise<boolean> {
      try {
        await act(step);
        return true;
      } catch (error) {
        if (error instanceof Refused) return false;
        throw error;
      }
    },
    async state() {
      const claims = await prisma.claim.findMany({
        where: { taskId: { in: taskIds }, state: { in: ['waitlisted', 'offered', 'confirmed'] } },
        orderBy: { waitNumber: 'asc' },
      });
      const tasks = await prisma.task.findMany({ where: { id: { in: taskIds } } });
      const person = (id: string | null) => personIds.indexOf(id ?? '');
      return taskIds.map((id) => {
        const own = claims.filter(({ taskId }) => taskId === id);
        return {
          places: tasks.find((task) => task.id === id)?.maximumPlaces,
          held: own.map((claim) => `${person(claim.personId)} ${claim.state}`).sort(),
          line: own.filter(({ state }) => state === 'waitlisted').map((claim) => person(claim.personId)),
        };
      });
    },
  };
}

test(
  `whatever people do with waitlists, the places end where the rules say (seed ${seed})`,
  { timeout: 300_000 },
  async () => {
    const met = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const [model, world] = [new Model(), await createWorld()];
        for (const step of plan) {
          const [expected, done] = [model.do(step), await world.do(step)];
          expect([step.act, done]).toEqual([step.act, expected]);
          expect(await world.state()).toEqual(model.state());
          const key = `${step.act} ${done ? 'done' : 'refused'}`;
          met.set(key, (met.get(key) ?? 0) + 1);
        }
        await settleWaitlists(deps);
        for (const task of hours.keys()) model.do({ act: 'run out', task, person: people, places: 1 });
        expect(await world.state()).toEqual(model.state());
        expect(model.owes()).toBe(false);
      }),
      { numRuns: 30, seed, interruptAfterTimeLimit: 200_000, markInterruptAsFailure: true },
    );
    expect(await brokenClaimInvariants(pool)).toEqual([]);
    // The run met what it is there for.
    for (const act of ['claim', 'join', 'leave', 'release', 'accept', 'pass', 'decline', 'resize', 'cancel'])
      for (const outcome of ['done', 'refused'])
        expect([act, outcome, (met.get(`${act} ${outcome}`) ?? 0) > 0]).toEqual([act, outcome, true]);
  },
);
