import { WifiOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { m } from '~/generated/messages/messages';
import { isConnected, subscribeConnection } from './connection';

/** Says that what stands on the page may be old, for as long as it may be. */
export function OfflineNotice() {
  const connected = useSyncExternalStore(subscribeConnection, isConnected, () => true);
  return (
    <div role="status" className="screen-only">
      {!connected && (
        <p className="flex items-center justify-center gap-2 bg-caution-tint px-4 py-2 text-caution">
          <WifiOff aria-hidden className="size-5 shrink-0" />
          {m.common_offline()}
        </p>
      )}
    </div>
  );
}
