import type { DeliveryChannel } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import type { Environment } from '~/server/environment';
import type { Senders } from '~/server/modules/notifications/outgoing';
import { createMailboxSender } from './mailbox';
import { createMailSender } from './mail';

type Given = Pick<Environment, 'demo' | 'smtpUrl' | 'mailFrom'>;

/** Over which channels messages leave this installation. A demo shows on its mailbox page what it has no way to send. */
export function channelsOf({ demo, smtpUrl }: Given): DeliveryChannel[] {
  return smtpUrl || demo ? ['email'] : [];
}

/** The senders of this process. */
export function createSenders(deps: Pick<Deps, 'prisma' | 'clock' | 'settings'>, given: Given): Senders {
  const { smtpUrl, mailFrom, demo } = given;
  const from = mailFrom ?? `linli@${new URL(deps.settings.publicUrl).hostname}`;
  return {
    ...(smtpUrl
      ? { email: createMailSender({ url: smtpUrl, from }) }
      : demo
        ? { email: createMailboxSender(deps, 'email') }
        : {}),
  };
}
