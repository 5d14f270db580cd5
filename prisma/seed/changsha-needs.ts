import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Deps } from '~/server/deps';
import { PostNeedInput, type PostNeedValues } from '~/server/modules/needs/input';
import { postNeed } from '~/server/modules/needs/post-need';
import { publishNeed } from '~/server/modules/needs/publish-need';
import { encodeId } from '~/server/database/id';
import { asStaff, at, onBehalfOf, type Staff } from './acting';
import { readData } from './files';

const DemoTask = z.object({
  title: z.string(),
  /** Days from the day the demo is loaded. */
  day: z.int(),
  /** A time of day, or minutes from the moment the demo is loaded: now-60. */
  start: z.string(),
  end: z.string(),
  minimum: z.int(),
  maximum: z.int(),
  requiredSkills: z.array(z.string()).default([]),
  usefulSkills: z.array(z.string()).default([]),
  languages: z.array(z.string()).default([]),
  minimumAge: z.int().optional(),
  needsApproval: z.boolean().default(false),
});

const DemoNeed = z.object({
  kind: z.enum(['activity', 'help', 'wish']),
  poster: z.enum(['committee', 'team', 'school', 'property', 'hospital']),
  category: z.string(),
  title: z.string(),
  summary: z.string(),
  bring: z.string().nullish(),
  risks: z.string().nullish(),
  urgency: z.enum(['normal', 'soon', 'urgent']),
  placeKind: z.enum(['public', 'unit', 'private_home']),
  placeName: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  channel: z.enum(['web', 'phone', 'desk']),
  /** Which of the demo residents it is for. */
  served: z.int().optional(),
  tasks: z.array(DemoTask),
});

export type DemoNeed = z.output<typeof DemoNeed>;
export type Poster = DemoNeed['poster'];

export const readDemoNeeds = (): DemoNeed[] =>
  z.array(DemoNeed).parse(JSON.parse(readData('changsha/needs.json')));

/** What a demo need's words stand for in the database. */
export interface Places {
  readonly communityId: string;
  readonly timeZone: string;
  readonly posters: Readonly<Record<Poster, Staff>>;
  readonly residents: readonly string[];
  readonly categoryIds: ReadonlyMap<string, string>;
  readonly skillIds: ReadonlyMap<string, string>;
}

const day = 86_400_000;

/** Posts and publishes a demo need through the use cases, some days before its first task. */
export async function postDemoNeed(deps: Deps, places: Places, need: DemoNeed): Promise<string> {
  const now = deps.clock.now();
  const values = valuesOf(places, need, now);
  const first = Math.min(...values.tasks.map((task) => task.startsAt.getTime()));
  const posted = at(deps, new Date(Math.min(now.getTime(), first - 3 * day)));
  const staff = places.posters[need.poster];
  const resident =
    need.served === undefined ? undefined : places.residents[need.served % places.residents.length];
  const actor = resident
    ? onBehalfOf(staff, resident, need.channel === 'desk' ? 'desk' : 'phone')
    : asStaff(staff);
  const { needId } = await postNeed(posted, actor, values);
  await publishNeed(posted, actor, { id: needId });
  return needId;
}

function valuesOf(places: Places, need: DemoNeed, now: Date): PostNeedValues {
  const skills = (keys: readonly string[]) =>
    keys.flatMap((key) => places.skillIds.get(key) ?? []).map((id) => encodeId('Skill', id));
  const category = places.categoryIds.get(need.category);
  if (!category) throw new Error(`The demo has no category ${need.category}`);
  return PostNeedInput.parse({
    ...need,
    community: encodeId('Community', places.communityId),
    category: encodeId('Category', category),
    consent: need.served !== undefined,
    tasks: need.tasks.map((task) => ({
      title: task.title,
      startsAt: momentOf(task.day, task.start, now, places.timeZone),
      endsAt: momentOf(task.day, task.end, now, places.timeZone),
      minimumPlaces: task.minimum,
      maximumPlaces: task.maximum,
      minimumAge: task.minimumAge ?? null,
      languages: task.languages,
      requiredSkills: skills(task.requiredSkills),
      usefulSkills: skills(task.usefulSkills),
      needsApproval: task.needsApproval,
    })),
  });
}

function momentOf(days: number, time: string, now: Date, timeZone: string): Date {
  const fromNow = /^now([+-]\d+)$/.exec(time)?.[1];
  if (fromNow) return new Date(Math.floor(now.getTime() / 60_000) * 60_000 + Number(fromNow) * 60_000);
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const moment = today.add({ days }).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });
  return new Date(moment.epochMilliseconds);
}
