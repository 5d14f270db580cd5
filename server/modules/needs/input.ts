import { z } from 'zod';
import { idOf } from '~/server/database/id';

const line = (most: number) => z.string().trim().max(most);
const optionalText = (most: number) =>
  line(most)
    .transform((text) => text || null)
    .nullish()
    .transform((text) => text ?? null);

/** An angle to about a centimetre; nobody means less, and PostgreSQL's trigonometry stumbles over the tiniest numbers. */
export const degrees = (most: number) =>
  z
    .number()
    .min(-most)
    .max(most)
    .transform((angle) => Math.round(angle * 1e7) / 1e7);

/** A language tag as BCP 47 writes it, e.g. zh, yue, en, es-419. */
export const languageTag = z
  .string()
  .trim()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, { error: 'server_language_unknown' });

const mostDays = 366;

export const TaskInput = z
  .object({
    id: idOf('Task')
      .nullish()
      .transform((id) => id ?? undefined),
    title: line(120).min(1, { error: 'server_task_title_missing' }),
    startsAt: z.date(),
    endsAt: z.date(),
    minimumPlaces: z.int().min(0).max(10_000),
    maximumPlaces: z.int().min(1, { error: 'server_task_no_places' }).max(10_000),
    minimumAge: z
      .int()
      .min(0)
      .max(120)
      .nullish()
      .transform((age) => age ?? null),
    languages: z
      .array(languageTag)
      .max(20)
      .nullish()
      .transform((tags) => [...new Set(tags ?? [])]),
    requiredSkills: z
      .array(idOf('Skill'))
      .max(20)
      .nullish()
      .transform((ids) => [...new Set(ids ?? [])]),
    usefulSkills: z
      .array(idOf('Skill'))
      .max(20)
      .nullish()
      .transform((ids) => [...new Set(ids ?? [])]),
    needsApproval: z
      .boolean()
      .nullish()
      .transform((yes) => yes ?? false),
    withdrawUntilMinutes: z
      .int()
      .min(0)
      .max(60 * 24 * 60)
      .nullish()
      .transform((minutes) => minutes ?? 0),
  })
  .refine((task) => task.startsAt < task.endsAt, { path: ['endsAt'], error: 'server_task_ends_first' })
  .refine((task) => task.endsAt.getTime() - task.startsAt.getTime() <= mostDays * 86_400_000, {
    path: ['endsAt'],
    error: 'server_task_too_long',
  })
  .refine((task) => task.minimumPlaces <= task.maximumPlaces, {
    path: ['minimumPlaces'],
    error: 'server_task_minimum_over_maximum',
  });

export type TaskValues = z.output<typeof TaskInput>;

/** A need to create or, with `id` and `version`, to edit. A draft may be without tasks; publishing asks for one. */
export const PostNeedInput = z
  .object({
    id: idOf('Need')
      .nullish()
      .transform((id) => id ?? null),
    version: z
      .int()
      .nullish()
      .transform((version) => version ?? null),
    organisation: idOf('Organisation')
      .nullish()
      .transform((id) => id ?? null),
    kind: z.enum(['activity', 'help', 'wish']).nullish(),
    community: idOf('Community'),
    category: idOf('Category')
      .nullish()
      .transform((id) => id ?? null),
    title: line(120).min(2, { error: 'server_need_title_missing' }),
    summary: line(5_000).min(1, { error: 'server_need_summary_missing' }),
    bring: optionalText(1_000),
    risks: optionalText(1_000),
    urgency: z
      .enum(['normal', 'soon', 'urgent'])
      .nullish()
      .transform((urgency) => urgency ?? 'normal'),
    placeKind: z.enum(['public', 'unit', 'private_home']).nullish(),
    placeName: optionalText(200),
    latitude: degrees(90)
      .nullish()
      .transform((angle) => angle ?? null),
    longitude: degrees(180)
      .nullish()
      .transform((angle) => angle ?? null),
    tasks: z.array(TaskInput).max(200),
    consent: z
      .boolean()
      .nullish()
      .transform((yes) => yes ?? false),
  })
  .refine((need) => (need.latitude === null) === (need.longitude === null), {
    path: ['longitude'],
    error: 'server_place_incomplete',
  })
  .refine((need) => (need.id === null) === (need.version === null), {
    path: ['version'],
    error: 'server_version_missing',
  });

export type PostNeedValues = z.output<typeof PostNeedInput>;

export const NeedIdInput = z.object({ id: idOf('Need') });

/** An empty reason is refused by the use case, with words. */
export const CancelNeedInput = z.object({ id: idOf('Need'), reason: line(500) });

export const CancelTaskInput = z.object({ id: idOf('Task'), reason: line(500) });

export const ReviewNeedInput = z.object({
  id: idOf('Need'),
  approve: z.boolean(),
  reason: optionalText(500),
});
