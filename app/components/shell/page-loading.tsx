import { useEffect, useState } from 'react';
import { useNavigation } from 'react-router';
import { m } from '~/generated/messages/messages';

/** Most pages are there sooner than one could read this. */
const patienceMs = 400;

/** Says, seen and heard, that the next page is on its way, once it takes long enough to wonder. */
export function PageLoading() {
  const busy = useNavigation().state !== 'idle';
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return;
    const timer = window.setTimeout(() => setSlow(true), patienceMs);
    return () => {
      window.clearTimeout(timer);
      setSlow(false);
    };
  }, [busy]);
  return (
    <div role="status" className="screen-only">
      {slow && <p className="shell-loading">{m.common_loading()}</p>}
    </div>
  );
}
