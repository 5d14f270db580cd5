import type { DeliveryChannel } from '~/generated/prisma/enums';
import { newId } from '~/server/database/id';
import type { Deps } from '~/server/deps';
import type { ChannelSender } from '~/server/modules/notifications/outgoing';

/** Keeps what a demo would have sent, for its mailbox page. Where it would have gone is left out. */
export function createMailboxSender(
  deps: Pick<Deps, 'prisma' | 'clock'>,
  channel: DeliveryChannel,
): ChannelSender {
  return {
    async send({ id, personId, subject, text, html }) {
      await deps.prisma.mailboxMessage.createMany({
        data: {
          id: newId(),
          deliveryId: id,
          channel,
          personId,
          subject,
          text,
          html: channel === 'email' ? html : null,
          createdAt: deps.clock.now(),
        },
        skipDuplicates: true,
      });
      return { state: 'sent' };
    },
    close: () => undefined,
  };
}
