import { createHmac } from 'node:crypto';
import { m } from '~/generated/messages/messages';
import type { ChannelSender, Outgoing, SendOutcome } from '~/server/modules/notifications/outgoing';

export interface SmsOptions {
  /** The installer's gateway. It is theirs to choose, on their own network or elsewhere. */
  readonly url: string;
  /** Signs what goes out, and opens the way for what comes back. */
  readonly secret: string;
  readonly patienceMs?: number;
}

/** What the gateway is sent: a template with its parameters, and the same as text for gateways that take any. */
export const smsBodyOf = ({ id, address, locale, parts, subject, url }: Outgoing): string => {
  const [only] = parts.length === 1 ? parts : [];
  const asks = only?.kind === 'claim_reminder' ? [m.notices_sms_reply({}, { locale })] : [];
  return JSON.stringify({
    id,
    to: address,
    locale,
    template: only?.kind ?? 'digest',
    parameters: only?.parameters ?? { count: String(parts.length), url },
    text: [only?.text ?? subject, url, ...asks].join(' '),
  });
};

/** `t=SECONDS,v1=HEX`: HMAC-SHA-256 over the seconds, a dot and the body. */
export function signatureOf(secret: string, body: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Sends text messages through the installer's gateway: one signed POST each, no redirect followed, no answer waited for twice. */
export function createSmsSender({ url, secret, patienceMs = 20_000 }: SmsOptions): ChannelSender {
  const stopping = new AbortController();
  return {
    async send(message) {
      const body = smsBodyOf(message);
      try {
        const answer = await fetch(url, {
          method: 'POST',
          redirect: 'manual',
          headers: {
            'Content-Type': 'application/json',
            'Idempotency-Key': message.id,
            'Linli-Signature': signatureOf(secret, body, new Date()),
          },
          body,
          signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(patienceMs)]),
        });
        await answer.body?.cancel();
        return outcomeOfStatus(answer.status);
      } catch (error) {
        return outcomeOfFailure(error);
      }
    },
    close: () => stopping.abort(),
  };
}

/** A gateway that says no has not sent it; one that broke while it had it may have. */
export function outcomeOfStatus(status: number): SendOutcome {
  if (status >= 200 && status < 300) return { state: 'sent' };
  if (status === 429 || status === 503) return { state: 'retry', error: 'busy' };
  if (status < 500) return { state: 'failed', error: 'refused' };
  return { state: 'unknown', error: 'unreachable' };
}

/** Failures before anything was sent, by Node's and undici's codes. */
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function outcomeOfFailure(error: unknown): SendOutcome {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } };
  // Ports that fetch calls nobody on.
  if (neverSent.has(cause?.code ?? '') || cause?.message === 'bad port')
    return { state: 'retry', error: 'unreachable' };
  return { state: 'unknown', error: name === 'TimeoutError' ? 'timed_out' : 'unreachable' };
}
