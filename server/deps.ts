import type { Logger } from 'pino';
import type { DeliveryChannel } from '~/generated/prisma/enums';
import type { Database } from './database/client';
import type { EventSignal } from './realtime/signal';

/** The time. Rules never read the machine's clock themselves. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Facts of this installation that rules and adapters need. */
export interface Settings {
  /** Demo mode: its own database, demo people, a banner; imports of people are refused. */
  readonly demo: boolean;
  /** Where people reach Linli, without a trailing slash, e.g. https://linli.example. */
  readonly publicUrl: string;
  /** Keys the hashes of phones, codes and documents. */
  readonly secret: string;
  /** Served over TLS: cookies carry the __Host- prefix and Secure. */
  readonly secureCookies: boolean;
  /** Over which channels messages leave this installation; none where it is left out. */
  readonly channels?: readonly DeliveryChannel[];
  /** Opens the way for replies to text messages; none where it is left out. */
  readonly smsSecret?: string;
}

/** Made once a process and passed to every entry point; see ARCHITECTURE.md, "one module graph". */
export interface Deps extends Pick<Database, 'pool' | 'prisma'> {
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: Settings;
  /** Told after a commit that wrote events. */
  readonly events: EventSignal;
}
