import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { DeliveryChannel, NoticeGroup } from '~/generated/prisma/enums';
import { deliveryChannels } from './delivery-rules';
import { noticeGroups } from './groups';

/** What a link in a message switches off, for whom. */
export interface Unsubscribed {
  readonly personId: string;
  /** One, or those of a day's messages that came together. */
  readonly groups: readonly NoticeGroup[];
  readonly channel: DeliveryChannel;
}

const Body = z.object({
  p: z.uuid(),
  // One alone in links of earlier messages.
  g: z.union([z.array(z.enum(noticeGroups)).min(1), z.enum(noticeGroups).transform((group) => [group])]),
  c: z.enum(deliveryChannels),
});

const sign = (secret: string, body: string): Buffer =>
  createHmac('sha256', secret).update(`unsubscribe ${body}`).digest().subarray(0, 18);

/** The end of a link that switches kinds of messages off over one channel, and does nothing else, for as long as the secret stays. */
export function unsubscribeToken(
  { secret }: { secret: string },
  { personId, groups, channel }: Unsubscribed,
): string {
  const body = Buffer.from(JSON.stringify({ p: personId, g: groups, c: channel })).toString('base64url');
  return `${body}.${sign(secret, body).toString('base64url')}`;
}

/** What a link means; null for one that Linli never made. */
export function readUnsubscribeToken({ secret }: { secret: string }, token: string): Unsubscribed | null {
  const [body = '', signature = ''] = token.slice(0, 400).split('.', 2);
  const given = Buffer.from(signature, 'base64url');
  const due = sign(secret, body);
  if (given.length !== due.length || !timingSafeEqual(given, due)) return null;
  const found = Body.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return found.success ? { personId: found.data.p, groups: found.data.g, channel: found.data.c } : null;
}
