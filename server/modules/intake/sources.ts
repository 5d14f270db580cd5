import { createHash, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { IntakeSource, Prisma } from '~/generated/prisma/client';
import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import type { Actor } from '~/server/policy/actor';
import { assertMay, scopeFor } from '~/server/policy/permissions';
import { refuse } from '~/server/policy/refusal';
import type { AddSourceInput } from './input';
import { sourceExpiry } from './rules';

export type SourceRow = Omit<IntakeSource, 'tokenHash'>;

const select = {
  id: true,
  communityId: true,
  organisationId: true,
  kind: true,
  name: true,
  createdById: true,
  createdAt: true,
  lastUsedAt: true,
  expiresAt: true,
  revokedAt: true,
  revokedById: true,
} as const;

/** What a token is looked up by; the token itself is kept nowhere. */
export const hashSourceToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The machines that may send requests to the committee, the newest first. */
export function findSources(deps: Pick<Deps, 'prisma'>, actor: Actor): Promise<SourceRow[]> {
  assertMay(actor, 'intake.sources');
  return deps.prisma.intakeSource.findMany({
    where: { OR: sourcesWithin(actor) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 100,
    select,
  });
}

const sourcesWithin = (actor: Actor) =>
  scopeFor(actor, 'intake.sources').map(({ communityId }) => ({ communityId: communityId ?? { in: [] } }));

/** Lets a machine send requests to the committee for a year, until it is renewed. Its token is answered once. */
export async function addSource(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof AddSourceInput>,
): Promise<{ sourceId: string; token: string }> {
  assertMay(actor, 'intake.sources');
  const { membership, personId } = actor;
  if (!membership?.communityId || !personId) return refuse('NOT_ALLOWED');
  const { communityId, organisationId } = membership;
  const token = `linli_${randomBytes(32).toString('base64url')}`;
  const sourceId = newId();
  // Never repeated from an idempotency key, under which the token would be kept.
  await inTransaction(deps, { ...actor, idempotency: undefined }, async (tx) => {
    await tx.intakeSource.create({
      data: {
        id: sourceId,
        communityId,
        organisationId,
        kind: input.kind,
        name: input.name,
        tokenHash: new Uint8Array(hashSourceToken(token)),
        createdById: personId,
        createdAt: deps.clock.now(),
        expiresAt: sourceExpiry(deps.clock.now()),
      },
    });
    await recordChange(tx, deps, actor, {
      type: 'intake:source_added',
      subjectType: 'intake_source',
      subjectId: sourceId,
      toState: input.kind,
      payload: { intakeSourceId: sourceId },
      feeds: [`community:${communityId}`],
    });
  });
  return { sourceId, token };
}

/** Takes a machine's token back; what it sends is refused from now on. */
export const revokeSource = (
  deps: Deps,
  actor: Actor,
  input: { id: string },
): Promise<{ sourceId: string }> =>
  changeSource(deps, actor, input.id, 'intake:source_revoked', {
    revokedAt: deps.clock.now(),
    revokedById: actor.personId,
  });

/** Lets a machine go on with its token for a year from now, also when it has run out; not when it was taken back (ALREADY_DONE). */
export const renewSource = (deps: Deps, actor: Actor, input: { id: string }): Promise<{ sourceId: string }> =>
  changeSource(deps, actor, input.id, 'intake:source_renewed', { expiresAt: sourceExpiry(deps.clock.now()) });

async function changeSource(
  deps: Deps,
  actor: Actor,
  id: string,
  type: 'intake:source_revoked' | 'intake:source_renewed',
  data: Prisma.IntakeSourceUncheckedUpdateManyInput,
): Promise<{ sourceId: string }> {
  assertMay(actor, 'intake.sources');
  return inTransaction(deps, actor, async (tx) => {
    const source = await tx.intakeSource.findFirst({ where: { id, OR: sourcesWithin(actor) }, select });
    if (!source) return refuse('NOT_FOUND');
    const { count } = await tx.intakeSource.updateMany({ where: { id: source.id, revokedAt: null }, data });
    if (count === 0) refuse('ALREADY_DONE');
    await recordChange(tx, deps, actor, {
      type,
      subjectType: 'intake_source',
      subjectId: source.id,
      payload: { intakeSourceId: source.id },
      feeds: [`community:${source.communityId}`],
    });
    return { sourceId: source.id };
  });
}
