import { useEffect, useState } from 'react';
import { LinkButton } from '~/app/components/ui/button';
import { Banner } from '~/app/components/ui/banner';
import { keptBy } from '~/app/offline/kept-by';
import type { Tap } from '~/app/offline/taps';
import { m } from '~/generated/messages/messages';

/** The acts on rosters that this device keeps and has not sent: signing out would delete them. */
export function useUnsent(): readonly Tap[] {
  const [unsent, setUnsent] = useState<readonly Tap[]>([]);
  useEffect(() => {
    if (keptBy() === null) return;
    void import('~/app/offline/tap-store')
      .then(({ readTaps }) => readTaps())
      .then((taps) => setUnsent(taps.filter(({ refusal }) => refusal === null)))
      .catch(() => setUnsent([]));
  }, []);
  return unsent;
}

/** Warns before signing out. */
export function UnsentNotice({ count, task }: { count: number; task: string }) {
  return (
    <Banner tone="caution" urgent title={m.day_unsent_title({ count })}>
      <p className="mb-2">{m.day_unsent_advice()}</p>
      <LinkButton to={`/organisation/tasks/${task}/roster`}>{m.day_unsent_roster()}</LinkButton>
    </Banner>
  );
}
