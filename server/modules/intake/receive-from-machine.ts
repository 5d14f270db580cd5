import type { IntakeSource } from '~/generated/prisma/client';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { communitySetting } from '~/server/modules/communities/settings';
import { countAttempt } from '~/server/modules/identity/attempts';
import { anonymous } from '~/server/policy/actor';
import { InvalidInput } from '~/server/policy/refusal';
import type { MachineValues } from './input';
import { writeReceived } from './receive-request';
import { hashSourceToken } from './sources';

/** The machine that a token belongs to; null for one that is unknown, taken back or has run out. */
export async function findSourceByToken(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  token: string,
): Promise<IntakeSource | null> {
  const source = await deps.prisma.intakeSource.findUnique({
    where: { tokenHash: new Uint8Array(hashSourceToken(token)) },
  });
  return source?.revokedAt === null && source.expiresAt > deps.clock.now() ? source : null;
}

/** How long ago something may have been received by a machine that sends it late. */
const oldestMs = 7 * 86_400_000;

/**
 * Takes in what a machine sends, once for each of its own ids: sent again it is the request that is there. A call button says
 * nothing but that it was pressed. Counted by machine.
 */
export async function receiveFromMachine(
  deps: Deps,
  source: IntakeSource,
  input: MachineValues,
): Promise<{ number: string; isNew: boolean }> {
  await countAttempt(deps, 'machine_sent', source.id);
  const country = await communitySetting(deps, source.communityId, 'country');
  const actor = anonymous('api');
  return inTransaction(deps, actor, async (tx) => {
    const now = deps.clock.now();
    // One after the other, so that the same thing sent twice at once is one request; and none after the token was taken back.
    const [open] = await tx.$queryRaw<{ id: string }[]>`
      UPDATE "IntakeSource" SET "lastUsedAt" = ${now} WHERE id = ${source.id}::uuid AND "revokedAt" IS NULL AND "expiresAt" > ${now} RETURNING id`;
    if (!open) throw new SourceRevoked();
    const { externalId } = input;
    const earlier = await tx.intake.findUnique({
      where: { sourceId_externalId: { sourceId: source.id, externalId } },
      select: { number: true },
    });
    if (earlier) return { number: earlier.number, isNew: false };
    const category = input.category
      ? await tx.category.findUnique({ where: { key: input.category }, select: { id: true } })
      : null;
    if (input.category && !category)
      throw new InvalidInput([{ path: ['category'], message: 'server_machine_category_unknown' }]);
    const { number } = await writeReceived(
      tx,
      deps,
      actor,
      {
        communityId: source.communityId,
        organisationId: source.organisationId,
        subject: input.subject ?? [source.name, input.device ?? externalId].join(' · ').slice(0, 200),
        categoryId: category?.id ?? null,
        wishedTime: input.wishedTime ?? null,
        relationship: 'self',
        requesterId: null,
        servedPersonId: null,
        reported: [{ part: 'requester', name: input.name ?? null, phone: input.phone ?? null }],
        building: input.building ?? null,
        door: input.door ?? null,
        consent: false,
        source: { id: source.id, externalId, kind: source.kind },
        createdAt: receivedAt(input.receivedAt, now),
      },
      country,
    );
    return { number, isNew: true };
  });
}

/** The token was taken back or ran out while the request was on its way. */
export class SourceRevoked extends Error {}

/** When the machine says it was received, unless that lies ahead or too far back. */
function receivedAt(said: string | null | undefined, now: Date): Date {
  const at = new Date(said ?? now);
  return at <= now && now.getTime() - at.getTime() <= oldestMs ? at : now;
}
