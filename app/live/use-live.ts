import { useEffect, useRef } from 'react';
import { useRevalidator } from 'react-router';
import { markChanged } from './changes';

/** How long changes are gathered before the page asks for its data again. */
const gatherMs = 120;

/**
 * Keeps the page true: follows these feeds and loads the page's data again when something in them happened. The socket
 * client is loaded after the page is interactive; without JavaScript the page simply stays as it was.
 */
export function useLive(feeds: readonly string[]): void {
  const revalidator = useRevalidator();
  const revalidate = useRef(revalidator.revalidate);
  revalidate.current = revalidator.revalidate;
  const key = [...feeds].sort().join(' ');

  useEffect(() => {
    if (!key) return;
    let stop: (() => void) | undefined;
    let stopped = false;
    let timer: number | undefined;
    void import('./socket').then(({ watchFeeds }) => {
      if (stopped) return;
      stop = watchFeeds(key.split(' '), (frame) => {
        if (frame?.aggregateId) markChanged(frame.aggregateId);
        window.clearTimeout(timer);
        timer = window.setTimeout(() => void revalidate.current(), gatherMs);
      });
    });
    return () => {
      stopped = true;
      stop?.();
      window.clearTimeout(timer);
    };
  }, [key]);
}
