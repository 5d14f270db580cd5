/** Wakes whoever publishes committed events; cheap, and safe to call when nothing was written. */
export interface EventSignal {
  wake(): void;
  /**
   * Everything up to this position of the event log has been told on this node. A page made after reading it misses
   * nothing when it follows from here. Absent where nobody follows the log.
   */
  readonly position?: number;
}

/** For processes that publish nothing, such as commands: the next server's poll finds the events. */
export const silentSignal: EventSignal = { wake: () => undefined };
