import type { DeliveryChannel, DeliveryState } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import type { Actor } from '~/server/policy/actor';
import { assertMay } from '~/server/policy/permissions';
import { outgoingSentence } from './compose';
import { findDeliveredNotices } from './delivered-notices';
import type { Locale } from './words';

/** A message that did not arrive at somebody, or perhaps did not. */
export interface AstrayDelivery {
  readonly id: string;
  readonly personId: string;
  readonly channel: DeliveryChannel;
  readonly state: DeliveryState;
  readonly error: string | null;
  readonly settledAt: Date;
  /** What it said, without anything private. */
  readonly text: string;
}

/** So many days a message is worth telling in another way. */
const astrayDays = 14;
const astrayShown = 100;

/** Messages to people of the actor's community that did not arrive and that nobody has told them otherwise, latest first. */
export async function findAstrayDeliveries(
  deps: Pick<Deps, 'prisma' | 'pool' | 'clock'>,
  actor: Actor,
  locale: Locale,
): Promise<AstrayDelivery[]> {
  assertMay(actor, 'delivery.watch');
  const rows = await deps.prisma.delivery.findMany({
    where: {
      state: { in: ['failed', 'unknown'] },
      toldAt: null,
      settledAt: { gte: new Date(deps.clock.now().getTime() - astrayDays * 86_400_000) },
      notice: { person: { homeCommunityId: { in: [...(actor.membership?.communityIds ?? [])] } } },
    },
    orderBy: [{ settledAt: 'desc' }, { id: 'desc' }],
    take: astrayShown,
  });
  const told = await findDeliveredNotices(deps, rows);
  const byId = new Map(told.map((notice) => [notice.deliveryId, notice]));
  return rows.flatMap(({ id, channel, state, error, settledAt }) => {
    const notice = byId.get(id);
    return notice && settledAt
      ? [
          {
            id,
            personId: notice.personId,
            channel,
            state,
            error,
            settledAt,
            text: outgoingSentence({ ...notice, locale }),
          },
        ]
      : [];
  });
}

/** How many messages went out to people of the actor's community in a week, by channel and what became of them. */
export async function countDeliveries(
  deps: Pick<Deps, 'pool' | 'clock'>,
  actor: Actor,
): Promise<{ channel: DeliveryChannel; state: DeliveryState; count: number }[]> {
  assertMay(actor, 'delivery.watch');
  const { rows } = await deps.pool.query<{ channel: DeliveryChannel; state: DeliveryState; count: number }>({
    name: 'count-deliveries',
    text: `
      SELECT d.channel, d.state, count(*)::int AS count
      FROM "Delivery" d JOIN "Notice" n ON n.id = d."noticeId" JOIN "Person" p ON p.id = n."personId"
      WHERE d."createdAt" >= $1 AND p."homeCommunityId" = ANY($2::uuid[])
      GROUP BY d.channel, d.state ORDER BY d.channel, d.state`,
    values: [
      new Date(deps.clock.now().getTime() - 7 * 86_400_000),
      [...(actor.membership?.communityIds ?? [])],
    ],
  });
  return rows;
}
