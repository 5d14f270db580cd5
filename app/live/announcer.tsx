import { m } from '~/generated/messages/messages';
import { useChangeCount } from './changes';

/** Tells screen readers, politely, that a live change has arrived. */
export function LiveAnnouncer() {
  const count = useChangeCount();
  return (
    <div aria-live="polite" className="sr-only">
      {count > 0 && <span key={count}>{m.common_live_changed()}</span>}
    </div>
  );
}
