const firstWaitMs = 500;
const longestWaitMs = 5_000;
/** What a proxy answers while the server behind it starts again. */
const awayStatuses: ReadonlySet<number> = new Set([502, 503, 504]);

/** What the waiting needs of a browser. */
export interface Network {
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>;
  isOnline(): boolean;
  /** Settles after so long, when the browser comes online, or when the request is given up. */
  wait(milliseconds: number, signal?: AbortSignal | null): Promise<void>;
}

/**
 * Fetches a page's data with patience: without a network, or while the server starts again, the page stays as it is and
 * the question is put again, instead of an error taking the page's place. What is posted waits for the network only
 * before it is sent: whether something that broke off was done cannot be known here.
 */
export async function fetchPatiently(
  { fetch, isOnline, wait }: Network,
  input: RequestInfo | URL,
  init?: RequestInit,
): Promise<Response> {
  const signal = init?.signal;
  const reads = (init?.method ?? 'GET') === 'GET';
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(2 * waitMs, longestWaitMs)) {
    signal?.throwIfAborted();
    if (isOnline()) {
      const answer = await fetch(input, init).catch((error: unknown) => {
        if (!reads || signal?.aborted) throw error;
        return null;
      });
      if (answer && !(reads && awayStatuses.has(answer.status))) return answer;
    }
    await wait(waitMs, signal);
  }
}

const browser = (fetch: typeof window.fetch): Network => ({
  fetch,
  isOnline: () => navigator.onLine,
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const done = () => {
        window.clearTimeout(timer);
        window.removeEventListener('online', done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = window.setTimeout(done, milliseconds);
      window.addEventListener('online', done);
      signal?.addEventListener('abort', done);
    }),
});

/** Gives the router, which asks for data at addresses that end with .data, that patience. */
export function readPagesPatiently(): void {
  const fetch = window.fetch.bind(window);
  const network = browser(fetch);
  window.fetch = (input, init) =>
    isPageData(input) ? fetchPatiently(network, input, init) : fetch(input, init);
}

function isPageData(input: RequestInfo | URL): boolean {
  const url = new URL(input instanceof Request ? input.url : input, window.location.href);
  return url.origin === window.location.origin && url.pathname.endsWith('.data');
}
