import { z } from 'zod';
import { idOf } from '~/server/database/id';
import { TaskInput } from '~/server/modules/needs/input';

export const day = z.iso.date({ error: 'server_series_day' });
const line = z.string().trim().max(500);
const reason = line.nullish().transform((text) => text || null);

export const SetSeriesInput = z.object({
  need: idOf('Need'),
  version: z.int(),
  startsOn: day,
  rule: z.string().trim().max(200),
});

export const LeaveOutDateInput = z.object({ series: idOf('Series'), occurrence: z.int().min(0), reason });

export const HoldDateInput = z.object({ series: idOf('Series'), occurrence: z.int().min(0) });

export const MoveDateInput = z.object({ series: idOf('Series'), occurrence: z.int().min(0), to: day });

export const ChangeFollowingInput = z.object({ need: idOf('Need'), version: z.int(), task: TaskInput });

export const EndSeriesInput = z.object({ series: idOf('Series'), from: day, reason });
