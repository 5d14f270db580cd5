import type { DeliveryChannel } from '~/generated/prisma/enums';
import type { Locale } from './words';

/** A message as it leaves the app, in the reader's language. */
export interface Outgoing {
  /** Names the delivery, the first of them where several go out together. */
  readonly id: string;
  readonly personId: string;
  readonly locale: Locale;
  /** An e-mail address, or a phone in E.164. Never logged. */
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** What the messages tell, each alone: a kind, its sentence and its page. */
  readonly parts: readonly OutgoingPart[];
  /** Where the reader sees or does more: the page of the only part, else of all messages. */
  readonly url: string;
  /** Switches these kinds of messages off by one POST (RFC 8058). */
  readonly unsubscribeUrl: string;
}

export interface OutgoingPart {
  readonly kind: string;
  readonly text: string;
  readonly url: string;
  /** Parameters of the message's template, for gateways that let no free text through. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Why a message was not sent: part of the closed list in the database. */
export type SendError = 'unreachable' | 'busy' | 'refused' | 'timed_out';

/**
 * What became of a message. `retry`: it certainly did not go out, and may later. `failed`: it certainly did not, and never will.
 * `unknown`: it may have gone out, so that nobody tries again.
 */
export type SendOutcome =
  { readonly state: 'sent' } | { readonly state: 'retry' | 'failed' | 'unknown'; readonly error: SendError };

/** Sends over one channel. Never throws for what a channel may do; ends within `sendPatienceMs`. */
export interface ChannelSender {
  send(message: Outgoing): Promise<SendOutcome>;
  close(): void;
}

export type Senders = Partial<Readonly<Record<DeliveryChannel, ChannelSender>>>;

/** The longest that one message may take. */
export const sendPatienceMs = 60_000;
