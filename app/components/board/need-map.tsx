import { useEffect, useRef, useState } from 'react';
import type { NeedPin } from './map-canvas';
import { Skeleton } from '~/app/components/ui/skeleton';
import { m } from '~/generated/messages/messages';

/** The needs of the list beside it on a map of the districts. Leaflet is loaded when the map comes into view. */
export function NeedMap({ pins }: { pins: readonly NeedPin[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const [draw, setDraw] = useState<((pins: readonly NeedPin[]) => void) | null>(null);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let remove: (() => void) | undefined;
    let gone = false;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      void import('./map-canvas').then(async ({ openMap }) => {
        if (gone) return;
        const map = await openMap(element);
        if (gone) return map.remove();
        remove = map.remove;
        setDraw(() => map.draw);
      });
    });
    observer.observe(element);
    return () => {
      gone = true;
      observer.disconnect();
      remove?.();
    };
  }, []);

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
