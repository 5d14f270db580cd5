import { useEffect, useRef } from 'react';
import { useRevalidator } from 'react-router';
import { markChanged } from './changes';
import { Refresher } from './refresher';
import { whenIdle } from './when';

/**
 * Keeps the page true: follows these feeds and loads the page's data again, within a second, when something in them
 * happened. What changed is marked once the new data is there. The socket client is loaded after the page is
 * interactive; without JavaScript the page simply stays as it was.
 */
export function useLive(feeds: readonly string[]): void {
  const { revalidate, state } = useRevalidator();
  const latest = useRef(revalidate);
  const changed = useRef(new Set<string>());
  const shown = useRef(new Set<string>());
  const key = [...new Set(feeds)].sort().join(' ');

  useEffect(() => {
    latest.current = revalidate;
  }, [revalidate]);

  useEffect(() => {
    if (state !== 'idle' || shown.current.size === 0) return;
    markChanged([...shown.current]);
    shown.current.clear();
  }, [state]);

  useEffect(() => {
    if (!key) return;
    let unfollow: (() => void) | undefined;
    let stopped = false;
    const refresher = new Refresher(() => {
      shown.current = new Set([...shown.current, ...changed.current]);
      changed.current.clear();
      void latest.current();
    });
    const show = () => document.visibilityState === 'visible' && refresher.show();
    document.addEventListener('visibilitychange', show);
    void whenIdle()
      .then(() => import('./socket'))
      .then(({ followFeeds }) => {
        if (stopped) return;
        unfollow = followFeeds(key.split(' '), (frame) => {
          for (const id of frame ? idsIn(frame) : []) changed.current.add(id);
          refresher.ask();
        });
      });
    return () => {
      stopped = true;
      unfollow?.();
      refresher.stop();
      document.removeEventListener('visibilitychange', show);
    };
  }, [key]);
}

/** Everything a frame is about: a claim changes its task's row and its need's card. */
function idsIn(frame: {
  aggregateId: string | null;
  payload: Record<string, string | number | null>;
}): string[] {
  return [frame.aggregateId, ...Object.values(frame.payload)].filter((value) => typeof value === 'string');
}
