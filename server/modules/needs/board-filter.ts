import { z } from 'zod';
import { idOf } from '~/server/database/id';
import { degrees, languageTag } from './input';

const optional = <Shape extends z.ZodType>(shape: Shape) =>
  shape.nullish().transform((value) => (value ?? null) as z.output<Shape> | null);

/** What a reader may ask of the board; everything is optional and everything given must hold. */
export const BoardFilterInput = z.object({
  text: optional(z.string().max(200)),
  category: optional(idOf('Category')),
  community: optional(idOf('Community')),
  organisation: optional(idOf('Organisation')),
  from: optional(z.date()),
  until: optional(z.date()),
  within: optional(
    z.object({ west: degrees(180), south: degrees(90), east: degrees(180), north: degrees(90) }),
  ),
  skill: optional(idOf('Skill')),
  language: optional(languageTag),
  status: optional(
    z
      .array(z.enum(['draft', 'in_review', 'open', 'in_progress', 'completed', 'closed', 'cancelled']))
      .max(7)
      .transform((states) => [...new Set(states)].sort()),
  ),
  withFreePlaces: optional(z.boolean()),
  mine: optional(z.boolean()),
  latitude: optional(degrees(90)),
  longitude: optional(degrees(180)),
  sort: optional(z.enum(['soonest', 'nearest', 'urgent'])),
});

export type BoardFilter = z.output<typeof BoardFilterInput>;

export const emptyFilter: BoardFilter = BoardFilterInput.parse({});
