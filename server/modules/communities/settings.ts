import { z } from 'zod';
import type { Deps } from '~/server/deps';

/** How long a community waits for a helper where none says otherwise. */
export const visitAlertMinutes = 30;
/** How many places in popular tasks one person may have in a week where no community says otherwise. */
export const popularTasksAWeek = 2;

/**
 * What a community may set for itself and everything below it. Each has the value that counts where nobody set one.
 * A value that does not fit its shape counts as not set.
 */
const settings = {
  /** After how many minutes a helper who has not arrived at a private home, or not left it, is looked for. */
  visitAlertMinutes: { shape: z.int().min(5).max(240), fallback: visitAlertMinutes },
  /** Whose telephone numbers and registration codes are meant when nothing says so. */
  country: { shape: z.enum(['CN', 'US']), fallback: 'CN' },
  /** Whether needs of a verified unit wait for review too. */
  reviewVerifiedUnits: { shape: z.boolean(), fallback: false },
  /** How many days the person served is waited for, to say how it turned out. */
  judgementDays: { shape: z.int().min(1).max(90), fallback: 7 },
  /** The longest that a free place is kept for somebody on the waitlist, in minutes. */
  offerMinutes: { shape: z.int().min(15).max(10_080), fallback: 1440 },
  /** When nobody is hurried, by the wall clock; over midnight where `until` is the earlier, never where both are the same. */
  quietHours: {
    shape: z.object({ from: z.iso.time({ precision: -1 }), until: z.iso.time({ precision: -1 }) }),
    fallback: { from: '22:00', until: '07:00' },
  },
  /** Places that one person may have in popular tasks, those drawn by lot, in a week from Monday; null for as many as they like. */
  popularTasksAWeek: {
    shape: z.int().min(1).max(7).nullable(),
    fallback: popularTasksAWeek as number | null,
  },
  /** The terms that volunteers accept, where a community has its own: a web address. */
  termsUrl: { shape: z.url().nullable(), fallback: null },
} as const satisfies Record<string, { shape: z.ZodType; fallback: unknown }>;

export type SettingKey = keyof typeof settings;
export type SettingValue<Key extends SettingKey> = z.output<(typeof settings)[Key]['shape']>;

/** A setting as it counts in a community: its own, else the nearest ancestor's, else the installation's default. */
export async function communitySetting<Key extends SettingKey>(
  deps: Pick<Deps, 'pool'>,
  communityId: string,
  key: Key,
): Promise<SettingValue<Key>> {
  const { rows } = await deps.pool.query<{ value: unknown }>({
    name: 'community-setting',
    text: `
      SELECT s.value FROM "CommunityAncestor" above JOIN "CommunitySetting" s ON s."communityId" = above."ancestorId"
      WHERE above."communityId" = $1 AND s.key = $2 ORDER BY above.depth LIMIT 1`,
    values: [communityId, key],
  });
  return settingOf(key, rows[0]?.value);
}

/** A setting as it counts where its row was read by somebody's own statement; nothing and nonsense are the default. */
export function settingOf<Key extends SettingKey>(key: Key, value: unknown): SettingValue<Key> {
  const { shape, fallback } = settings[key];
  const found = shape.safeParse(value);
  return (found.success ? found.data : fallback) as SettingValue<Key>;
}

/** The value of a setting, own or inherited, as SQL; null where nobody set it. Arguments are SQL written in code, never input. */
export const settingSql = (key: SettingKey, communityId: string): string => `(
  SELECT s.value FROM "CommunityAncestor" above JOIN "CommunitySetting" s ON s."communityId" = above."ancestorId"
  WHERE above."communityId" = ${communityId} AND s.key = '${key}' ORDER BY above.depth LIMIT 1)`;

/** Whether a value may be stored under a key; used by whoever writes settings. */
export const isSettingValue = (key: SettingKey, value: unknown): boolean =>
  settings[key].shape.safeParse(value).success;
