import { useEffect, useRef, useState } from 'react';

/**
 * Asks a page's side address for something, a little after the last key; the latest question's answer stands. What is asked is
 * posted, so that no address and no log tells it. A question that fails leaves the last answer, and the page, as they are.
 */
export function useLookUp<Answer>(address: string, pauseMs: number) {
  const [answer, setAnswer] = useState<Answer>();
  const timer = useRef<number>(undefined);
  const asking = useRef<AbortController>(undefined);
  const stop = () => {
    window.clearTimeout(timer.current);
    asking.current?.abort();
  };
  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
      asking.current?.abort();
    },
    [],
  );
  return {
    answer,
    ask(question: Record<string, string>) {
      stop();
      const asks = new AbortController();
      asking.current = asks;
      timer.current = window.setTimeout(() => {
        void post<Answer>(address, question, asks.signal).then((found) => {
          if (found !== undefined && !asks.signal.aborted) setAnswer(found);
        });
      }, pauseMs);
    },
    /** Drops the question under way and the last answer. */
    forget() {
      stop();
      setAnswer(undefined);
    },
  };
}

/** What the address answers; undefined when it does not, or sends elsewhere, as it does once one is signed out. */
async function post<Answer>(
  address: string,
  question: Record<string, string>,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  try {
    const body = new URLSearchParams(question);
    const response = await fetch(address, { method: 'POST', body, redirect: 'error', signal });
    return response.ok ? ((await response.json()) as Answer) : undefined;
  } catch {
    return undefined;
  }
}
