import type { z } from 'zod';
import type { Deps } from '~/server/deps';
import { buildingOfIntakeSql } from '~/server/modules/contact/save-address';
import type { Actor } from '~/server/policy/actor';
import { assertMay, reaches } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { IntakeRepeatsInput } from './input';
import { findIntakes, type IntakeRow } from './queries';
import { isLikelyRepeat, repeatDays, type RepeatFacts } from './repeats';

const most = 5;

/** Those for the person served, and those of the kind in the community or without one: each read along an index. */
const candidates = `
  SELECT i.id, i."communityId", i."categoryId", i."servedPersonId", i.subject,
    ${buildingOfIntakeSql('i.id')} AS building
  FROM "Intake" i
  WHERE i."communityId" = ANY($1::uuid[]) AND i."createdAt" > $2
    AND (i."servedPersonId" = $3::uuid
      OR (i."communityId" = $4::uuid AND i."categoryId" = $5::uuid)
      OR (i."communityId" = $4::uuid AND i."categoryId" IS NULL AND $5::uuid IS NULL))
  ORDER BY i."createdAt" DESC LIMIT 500`;

/** Earlier requests of the committee that are probably the one being taken down; at most five, newest first. */
export async function findRepeats(
  deps: Pick<Deps, 'pool' | 'prisma' | 'clock'>,
  actor: Actor,
  input: z.output<typeof IntakeRepeatsInput>,
): Promise<IntakeRow[]> {
  assertMay(actor, 'intake.read');
  const communityId = input.community ?? actor.membership?.communityId ?? '';
  if (!reaches(actor, 'intake.read', { communityId })) refuse('NOT_FOUND');
  const asked: RepeatFacts = {
    communityId,
    categoryId: input.category ?? null,
    servedPersonId: input.servedPerson ?? null,
    building: input.building ?? null,
    subject: input.subject ?? '',
  };
  const since = new Date(deps.clock.now().getTime() - repeatDays * 86_400_000);
  const { rows } = await deps.pool.query<RepeatFacts & { id: string }>({
    name: 'intake-repeats',
    text: candidates,
    values: [actor.membership?.communityIds, since, asked.servedPersonId, communityId, asked.categoryId],
  });
  const likely = rows.filter((row) => isLikelyRepeat(row, asked)).slice(0, most);
  const found = await findIntakes(
    deps,
    actor,
    likely.map(({ id }) => id),
  );
  return found.filter((row) => row !== null);
}
