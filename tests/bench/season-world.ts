import { seededRandom } from '~/tests/helpers/random';

/**
 * What happens in a simulated season whoever gets the places: who wants what, when they look at their phone, who cannot come after
 * all, how soon somebody answers. The same for every way of giving places, so that these are compared and nothing else.
 */
export const weeks = 12;
export const popularAWeek = 5;
export const plainAWeek = 4;
export const placesATask = 5;

const regulars = 60;
const newcomers = 40;
/** Newcomers join until then, so that each has weeks to find a first task in. */
const lastJoin = weeks - 4;
/** A fifth has the phone in hand; the others look a few times a day. Minutes. */
const quick = { share: 0.2, minutes: 3 };
const slow = { from: 60, until: 720 };
/** How likely somebody wants a popular task on a day they are free, and a plain one. */
const keen = { from: 0.3, until: 0.7 };
const wantsPlain = 0.12;
const dropsOut = 0.1;
/** Whoever is offered a place answers within these minutes on average, and most say yes. Some never look. */
const answer = { minutes: 9, yes: 0.75, never: 0.1 };

const hour = 3_600_000;
const minute = 60_000;
export const day = 24 * hour;

export interface Volunteer {
  readonly index: number;
  /** The week they join in; 0 for regulars. */
  readonly joins: number;
  readonly isNew: boolean;
  /** Days of the week on which they are free, 0 to 6. */
  readonly free: ReadonlySet<number>;
  readonly keen: number;
  /** Minutes until they see something new, on average. */
  readonly looks: number;
}

export interface SeasonTask {
  readonly index: number;
  readonly week: number;
  readonly weekday: number;
  readonly isPopular: boolean;
  readonly startsAt: Date;
}

/** Somebody sees a task and wants it. */
export interface Wish {
  readonly at: number;
  readonly volunteer: Volunteer;
  readonly task: SeasonTask;
}

export interface World {
  readonly volunteers: readonly Volunteer[];
  readonly tasks: readonly SeasonTask[];
  readonly wishes: readonly Wish[];
  /** When somebody with a place gives it back; null when they come. */
  dropsOutAt(volunteer: Volunteer, task: SeasonTask): number | null;
  /** What somebody says to an offer and after how many milliseconds; null when they never look. */
  answerOf(volunteer: Volunteer, task: SeasonTask): { after: number; accepts: boolean } | null;
}

export function createWorld(seed: number, firstDay: Date): World {
  const random = seededRandom(seed);
  const between = ({ from, until }: { from: number; until: number }) => from + random() * (until - from);
  const volunteers = Array.from({ length: regulars + newcomers }, (_, index): Volunteer => {
    const isNew = index >= regulars;
    const free = new Set([0, 1, 2, 3, 4, 5, 6].filter(() => random() < 0.5));
    free.add(Math.floor(random() * 7));
    return {
      index,
      isNew,
      joins: isNew ? 1 + Math.floor(random() * lastJoin) : 0,
      free,
      keen: between(keen),
      looks: random() < quick.share ? quick.minutes : between(slow),
    };
  });
  const tasks = Array.from({ length: weeks * (popularAWeek + plainAWeek) }, (_, index): SeasonTask => {
    const week = Math.floor(index / (popularAWeek + plainAWeek));
    const place = index % (popularAWeek + plainAWeek);
    const weekday = Math.floor(random() * 7);
    const start = firstDay.getTime() + (week * 7 + weekday) * day + (9 + (place % 4) * 2) * hour;
    return { index, week, weekday, isPopular: place < popularAWeek, startsAt: new Date(start) };
  });
  const wishes = tasks.flatMap((task) =>
    volunteers
      .filter(({ joins, free, keen }) => {
        const wanted = random() < (task.isPopular ? keen : wantsPlain);
        return wanted && joins <= task.week && free.has(task.weekday);
      })
      // Tasks are posted a week ahead, at six in the evening.
      .map((volunteer): Wish => {
        const posted = Math.floor((task.startsAt.getTime() - 7 * day) / day) * day + 18 * hour;
        return { at: posted + exponential(random, volunteer.looks) * minute, volunteer, task };
      }),
  );
  const own = (volunteer: Volunteer, task: SeasonTask, salt: number) =>
    seededRandom(seed * 7_919 + volunteer.index * 104_729 + task.index * 1_299_709 + salt);
  return {
    volunteers,
    tasks,
    wishes,
    dropsOutAt(volunteer, task) {
      const chance = own(volunteer, task, 1);
      if (chance() >= dropsOut) return null;
      // Between two days and three hours before, by day.
      const at = new Date(task.startsAt.getTime() - (3 + chance() * 45) * hour);
      if (at.getUTCHours() < 8) at.setUTCHours(8);
      if (at.getUTCHours() > 20) at.setUTCHours(20);
      return at.getTime();
    },
    answerOf(volunteer, task) {
      const chance = own(volunteer, task, 2);
      if (chance() < answer.never) return null;
      return { after: exponential(chance, answer.minutes) * minute, accepts: chance() < answer.yes };
    },
  };
}

const exponential = (random: () => number, mean: number): number => -Math.log(1 - random()) * mean;
