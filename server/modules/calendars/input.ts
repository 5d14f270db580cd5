import { z } from 'zod';
import { CalendarKind } from '~/generated/prisma/enums';
import { idOf } from '~/server/database/id';

export const MakeCalendarFeedInput = z.object({ kind: z.enum(CalendarKind) });
export const CalendarFeedIdInput = z.object({ id: idOf('CalendarFeed') });
