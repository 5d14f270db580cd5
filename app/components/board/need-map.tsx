import { useEffect, useRef, useState } from 'react';
import type { NeedPin } from './map-canvas';
import { Skeleton } from '~/app/components/ui/skeleton';
import { whenSomebodyIsThere } from '~/app/live/when';
import { m } from '~/generated/messages/messages';

interface NeedMapProps {
  pins: readonly NeedPin[];
  /** Somebody asked for the map: it opens at once. */
  wanted?: boolean;
}

/**
 * The needs of the list beside it on a map of the districts. It is the heaviest thing of its page: it is loaded when it comes
 * into view, and beside a list not before somebody moves, since the list says the same.
 */
export function NeedMap({ pins, wanted = false }: NeedMapProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [draw, setDraw] = useState<((pins: readonly NeedPin[]) => void) | null>(null);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let remove: (() => void) | undefined;
    let gone = false;
    const open = async (place: HTMLElement) => {
      if (!wanted) await whenSomebodyIsThere();
      const { openMap } = await import('./map-canvas');
      if (gone) return;
      const map = await openMap(place);
      if (gone) return map.remove();
      remove = map.remove;
      setDraw(() => map.draw);
    };
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      void open(element);
    });
    observer.observe(element);
    return () => {
      gone = true;
      observer.disconnect();
      remove?.();
    };
  }, [wanted]);

  useEffect(() => draw?.(pins), [draw, pins]);

  return (
    <section
      aria-label={m.public_map_label()}
      className="relative isolate h-full min-h-96 overflow-hidden rounded-card border border-rule bg-surface"
    >
      <div ref={frame} className="absolute inset-0" />
      {!draw && (
        <div className="p-6">
          <noscript>{m.public_map_needs_script()}</noscript>
          <Skeleton lines={4} />
        </div>
      )}
    </section>
  );
}
