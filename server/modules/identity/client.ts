/** What is known of the device at the other end. Used for rate limits and the list of sessions; never logged. */
export interface Client {
  readonly address: string;
  readonly userAgent: string | null;
}
