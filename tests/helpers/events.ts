import { newId } from '~/server/database/id';
import type { Prisma, PrismaClient } from '~/generated/prisma/client';
import type { TestDatabase } from '~/tests/setup/database';

type EventRow = Partial<Prisma.EventUncheckedCreateInput> & { feeds: string[] };

const rowOf = (event: EventRow): Prisma.EventUncheckedCreateInput => {
  const id = newId();
  return {
    id,
    type: 'need:edited',
    aggregateType: 'need',
    aggregateId: id,
    payload: { needId: id },
    capacity: 'system',
    channel: 'api',
    ...event,
  };
};

/** Commits one event, as a use case would at the end of its transaction. */
export async function commitEvent(prisma: PrismaClient, event: EventRow): Promise<string> {
  const { id } = await prisma.event.create({ data: rowOf(event) });
  return id;
}

/** Commits many events, each in a transaction of its own, from several writers at once. */
export async function commitEvents(
  prisma: PrismaClient,
  count: number,
  event: (index: number) => EventRow,
): Promise<void> {
  let next = 0;
  const writer = async () => {
    for (let index = next++; index < count; index = next++) await commitEvent(prisma, event(index));
  };
  await Promise.all(Array.from({ length: 8 }, writer));
}

/** Every published event, in order of position. */
export async function publishedEvents({
  pool,
}: Pick<TestDatabase, 'pool'>): Promise<{ id: string; position: number; feeds: string[] }[]> {
  const { rows } = await pool.query<{ id: string; position: string; feeds: string[] }>(
    'SELECT id, position, feeds FROM "Event" WHERE position IS NOT NULL ORDER BY position',
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}
