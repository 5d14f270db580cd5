import { z } from 'zod';
import { idOf } from '~/server/database/id';

export const SetDrawInput = z.object({ task: idOf('Task'), closesAt: z.date() });
export const DropDrawInput = z.object({ task: idOf('Task') });

export type SetDrawInput = z.output<typeof SetDrawInput>;
export type DropDrawInput = z.output<typeof DropDrawInput>;
