import { useEffect, useRef } from 'react';
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

/** The socket speaks for whoever opened it: after signing in, out or switching identity it is opened anew. */
function useSameSession(): void {
  const viewer = useViewer();
  const who = viewer ? `${viewer.person.id} ${viewer.activeMembership?.id ?? ''}` : 'stranger';
  const before = useRef(who);
  useEffect(() => {
    if (before.current === who) return;
    before.current = who;
    void import('./socket').then(({ reconnectLive }) => reconnectLive());
  }, [who]);
}
