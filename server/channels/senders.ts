import type { DeliveryChannel } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import type { Environment } from '~/server/environment';
import type { Senders } from '~/server/modules/notifications/outgoing';
import { createMailboxSender } from './mailbox';
import { createMailSender } from './mail';
import { createSmsSender } from './sms';

type Given = Pick<Environment, 'demo' | 'smtpUrl' | 'mailFrom' | 'smsUrl' | 'smsSecret'>;

/** Over which channels messages leave this installation. A demo shows on its mailbox page what it has no way to send. */
export function channelsOf({ demo, smtpUrl, smsUrl }: Given): DeliveryChannel[] {
  return [...(smtpUrl || demo ? (['email'] as const) : []), ...(smsUrl || demo ? (['sms'] as const) : [])];
}

/** The senders of this process. */
export function createSenders(deps: Pick<Deps, 'prisma' | 'clock' | 'settings'>, given: Given): Senders {
  const { smtpUrl, mailFrom, smsUrl, smsSecret, demo } = given;
  const from = mailFrom ?? `linli@${new URL(deps.settings.publicUrl).hostname}`;
  const email = smtpUrl
    ? createMailSender({ url: smtpUrl, from })
    : demo
      ? createMailboxSender(deps, 'email')
      : undefined;
  const sms =
    smsUrl && smsSecret
      ? createSmsSender({ url: smsUrl, secret: smsSecret })
      : demo
        ? createMailboxSender(deps, 'sms')
        : undefined;
  return { ...(email ? { email } : {}), ...(sms ? { sms } : {}) };
}
