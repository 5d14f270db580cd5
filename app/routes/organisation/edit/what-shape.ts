import { z } from 'zod';

/** The first step as its form posts it; the API checks the rest. Server only. */
export const whatShape = z.object({
  title: z.string().trim().min(2).max(120),
  summary: z.string().trim().min(1).max(5000),
  category: z.string().optional(),
  kind: z.enum(['activity', 'help', 'wish']).default('activity'),
  urgency: z.enum(['normal', 'soon', 'urgent']).default('normal'),
});

/** What every later step posts beside its fields. */
export const versionShape = z.object({ version: z.coerce.number().int() });
