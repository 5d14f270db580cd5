/** Wakes whoever publishes committed events; cheap, and safe to call when nothing was written. */
export interface EventSignal {
  wake(): void;
}

/** For processes that publish nothing, such as commands: the next server's poll finds the events. */
export const silentSignal: EventSignal = { wake: () => undefined };
