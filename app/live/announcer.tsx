import { useEffect, useRef } from 'react';
import { keptBy, personOf, whoIs } from '~/app/offline/kept-by';
import { useViewer } from '~/app/root-data';
import { m } from '~/generated/messages/messages';
import { useChangeCount } from './changes';

/** Tells screen readers, politely, that a live change has arrived; keeps the socket in step with who is signed in. */
export function LiveAnnouncer() {
  const count = useChangeCount();
  useSameSession();
  return (
    <div aria-live="polite" className="sr-only">
      {count > 0 && <span key={count}>{m.common_live_changed()}</span>}
    </div>
  );
}

/**
 * The socket speaks for whoever opened it: after signing in, out or switching identity it is opened anew, and what this device keeps
 * of rosters goes.
 */
function useSameSession(): void {
  const who = whoIs(useViewer());
  const before = useRef(who);
  useEffect(() => {
    // What a roster left on this device is not for whoever it is now.
    const kept = keptBy();
    if (kept === null || kept === who) return;
    void import('~/app/offline/forget').then(({ forgetAll, forgetPages }) =>
      personOf(kept) === personOf(who) ? forgetPages() : forgetAll(),
    );
  }, [who]);
  useEffect(() => {
    if (before.current === who) return;
    before.current = who;
    void import('./socket').then(({ reconnectLive }) => reconnectLive());
  }, [who]);
}
