import { Crosshair, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { m } from '~/generated/messages/messages';
import { Button } from '~/app/components/ui/button';
import { Skeleton } from '~/app/components/ui/skeleton';
import type { PlaceCanvas, Point } from './place-canvas';

interface PlacePickerProps {
  /** Where the place was pointed at before; null while it lies anywhere in its district. */
  initial: Point | null;
  /** The centre of the district that is chosen now. */
  centre: Point | null;
  district: string;
}

/**
 * Where on the map a place lies, as part of its form: fields `latitude` and `longitude`, and `mapSeen` once the map was shown, so
 * that the action knows an unchanged point from one that nobody could see. Leaflet is loaded when the map comes into view. A pin
 * is set by tapping or, with the keyboard, by moving the map under the cross and pressing the button.
 */
export function PlacePicker({ initial, centre, district }: PlacePickerProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [canvas, setCanvas] = useState<PlaceCanvas | null>(null);
  const [point, setPoint] = useState(initial);
  const start = useRef(initial ?? centre);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let opened: PlaceCanvas | undefined;
    let gone = false;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      void import('./place-canvas').then(async ({ openPlaceMap }) => {
        if (gone) return;
        const map = await openPlaceMap(element, start.current, setPoint);
        if (gone) return map.remove();
        opened = map;
        setCanvas(map);
      });
    });
    observer.observe(element);
    return () => {
      gone = true;
      observer.disconnect();
      opened?.remove();
    };
  }, []);

  useEffect(() => canvas?.pin(point), [canvas, point]);

  // Another district: the pin of the former one is gone, and the map looks there.
  const [seen, setSeen] = useState(district);
  if (seen !== district) {
    setSeen(district);
    setPoint(null);
  }
  const { latitude = null, longitude = null } = centre ?? {};
  useEffect(() => {
    canvas?.lookAt(district, latitude === null || longitude === null ? null : { latitude, longitude });
  }, [canvas, district, latitude, longitude]);

  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="font-semibold">{m.organisation_pin()}</legend>
      <p className="text-meta text-muted">{m.organisation_pin_hint()}</p>
      <input type="hidden" name="latitude" value={point?.latitude ?? ''} />
      <input type="hidden" name="longitude" value={point?.longitude ?? ''} />
      {canvas && <input type="hidden" name="mapSeen" value="on" />}
      <noscript className="text-muted">{m.organisation_pin_no_script()}</noscript>
      <div className="relative isolate h-80 overflow-hidden rounded-card border border-control bg-surface [@media(scripting:none)]:hidden">
        <div ref={frame} className="absolute inset-0" role="application" aria-label={m.organisation_pin()} />
        {!canvas && (
          <div className="p-6">
            <Skeleton lines={3} />
          </div>
        )}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3 pt-1 [@media(scripting:none)]:hidden">
        <p role="status" className="text-meta">
          {point ? m.organisation_pin_set() : m.organisation_pin_none({ district })}
        </p>
        <div className="flex flex-wrap gap-2">
          {point && (
            <Button type="button" tone="quiet" icon={X} onClick={() => setPoint(null)}>
              {m.organisation_pin_remove()}
            </Button>
          )}
          <Button
            type="button"
            icon={Crosshair}
            disabled={!canvas}
            onClick={() => canvas && setPoint(canvas.middle())}
          >
            {m.organisation_pin_middle()}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}
