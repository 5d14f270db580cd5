import { z } from 'zod';
import type { TaskInput } from './draft';
import { versionShape } from './what-shape';
import { fromLocalInput } from '~/app/i18n/local-time';
import { m } from '~/generated/messages/messages';

const many = z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.string()));
const people = z.coerce.number().int().min(1).max(10_000);

/**
 * One task as its form posts it, with times typed in the community's zone; it has to end after `after`, unless that is null:
 * a task that is over may still be put right. Server only.
 */
export const taskShape = (zone: string, after: Date | null) => {
  const moment = z.string().transform((text, check) => {
    const at = fromLocalInput(text, zone);
    if (at) return at;
    check.addIssue({ code: 'custom', message: m.organisation_problem_time() });
    return z.NEVER;
  });
  return versionShape
    .extend({
      title: z.string().trim().min(1).max(120),
      startsAt: moment,
      endsAt: moment,
      minimumPlaces: z.coerce.number().int().min(0).max(10_000),
      maximumPlaces: people,
      minimumAge: z.coerce.number().int().min(0).max(120).optional(),
      languages: many,
      requiredSkills: many,
      usefulSkills: many,
      needsApproval: z.stringbool().default(false),
      withdrawUntilMinutes: z.coerce.number().int().min(0),
      /** Of a series: this date, or those that follow too. */
      scope: z.enum(['one', 'following']).default('one'),
    })
    .refine((task) => task.startsAt < task.endsAt, {
      path: ['endsAt'],
      error: () => m.organisation_problem_ends_first(),
    })
    .refine((task) => !after || task.startsAt >= task.endsAt || Date.parse(task.endsAt) > after.getTime(), {
      path: ['startsAt'],
      error: () => m.organisation_problem_past(),
    })
    .refine((task) => task.minimumPlaces <= task.maximumPlaces, {
      path: ['minimumPlaces'],
      error: () => m.organisation_problem_minimum(),
    });
};

/** A task's values without what belongs to the form alone; a skill that is required is not useful besides. */
export function taskInputFrom(
  { version: _, ...task }: Omit<z.output<ReturnType<typeof taskShape>>, 'scope'>,
  id?: string,
): TaskInput {
  return {
    ...task,
    id,
    minimumAge: task.minimumAge ?? null,
    usefulSkills: task.usefulSkills.filter((skill) => !task.requiredSkills.includes(skill)),
  };
}
