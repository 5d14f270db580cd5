import { CircleAlert, Smartphone, Undo2 } from 'lucide-react';
import { m } from '~/generated/messages/messages';
import { Button } from '~/app/components/ui/button';
import { formatTime } from '~/app/i18n/format';
import { tapQueue } from '~/app/offline/tap-queue';
import { localClaim, type Tap, type TapKind } from '~/app/offline/taps';
import { useDeviceOfRoster } from './use-device';

/** What waits on this device about one person, and what of it the server did not accept. */
export function TapNotes({ claim, zone }: { claim: string; zone: string }) {
  const device = useDeviceOfRoster();
  const taps = device?.queue.taps.filter((tap) => tap.claim === claim || localClaim(tap.key) === claim) ?? [];
  const last = taps.findLast(({ refusal }) => refusal === null);
  const refused = taps.filter(({ refusal }) => refusal !== null);
  if (!last && refused.length === 0) return null;
  return (
    <div className="order-last flex basis-full flex-col gap-1 pl-3">
      {last && (
        <p className="flex flex-wrap items-center gap-x-2 text-meta text-caution">
          <Smartphone aria-hidden className="size-4 shrink-0" />
          {m.day_tap_saved()}
          {!device?.queue.sending && (
            <Button type="button" tone="quiet" icon={Undo2} onClick={() => void tapQueue.drop(last.key)}>
              {m.day_tap_undo()}
            </Button>
          )}
        </p>
      )}
      {refused.map((tap) => (
        <RefusedTap key={tap.key} tap={tap} zone={zone} />
      ))}
    </div>
  );
}

const words: Record<TapKind, (facts: { time: string; reason: string; name: string }) => string> = {
  in: m.day_tap_refused_in,
  out: m.day_tap_refused_out,
  absent: m.day_tap_refused_absent,
  'walk-in': m.day_tap_refused_walk_in,
};

/** Why something that was kept here was not accepted; stays until somebody has read it. */
export function RefusedTap({ tap, zone }: { tap: Tap; zone: string }) {
  const facts = { time: formatTime(tap.at, zone), reason: tap.refusal ?? '', name: tap.name };
  return (
    <p role="alert" className="flex flex-wrap items-center gap-x-2 text-danger">
      <CircleAlert aria-hidden className="size-5 shrink-0" />
      <span className="min-w-0 flex-1 basis-48">{words[tap.kind](facts)}</span>
      <Button type="button" onClick={() => void tapQueue.drop(tap.key)}>
        {m.day_tap_seen()}
      </Button>
    </p>
  );
}
