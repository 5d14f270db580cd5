import { useEffect, useRef } from 'react';
import { useFetcher } from 'react-router';

/** Asks a page's side address for something, a little after the last key; the latest question's answer stands. */
export function useLookUp<Answer>(address: string, pauseMs: number) {
  const fetcher = useFetcher<Answer>();
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return {
    answer: fetcher.data as Answer | undefined,
    ask(question: Record<string, string>) {
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(
        () => void fetcher.load(`${address}?${new URLSearchParams(question)}`),
        pauseMs,
      );
    },
  };
}
