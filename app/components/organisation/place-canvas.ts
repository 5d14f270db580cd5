import type { FeatureCollection } from 'geojson';
import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import '~/app/components/board/map.css';
import './place-map.css';

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

export interface PlaceCanvas {
  /** Puts the pin somewhere, or takes it away. */
  pin: (point: Point | null) => void;
  /** Marks a district by its name, and looks there unless a pin is set. */
  lookAt: (name: string, centre: Point | null) => void;
  /** The middle of what is seen. */
  middle: () => Point;
  remove: () => void;
}

/** Near enough to tell one block from the next. */
const closeZoom = 13;

/** Opens a map of district outlines on which a place is pointed at: `onPoint` is told where somebody tapped. */
export async function openPlaceMap(
  element: HTMLElement,
  start: Point | null,
  onPoint: (point: Point) => void,
): Promise<PlaceCanvas> {
  const map = L.map(element, {
    zoomSnap: 0.25,
    attributionControl: false,
    scrollWheelZoom: false,
    minZoom: 3,
  });
  map.setView(start ? [start.latitude, start.longitude] : [0, 0], start ? closeZoom : 3);
  map.on('click', ({ latlng }: L.LeafletMouseEvent) => onPoint(rounded(latlng)));
  const outlines = await fetch('/districts.geojson').catch(() => null);
  const districts = outlines?.ok ? ((await outlines.json()) as FeatureCollection) : null;
  const drawn = (features: FeatureCollection['features'], className: string) =>
    L.geoJSON({ type: 'FeatureCollection', features } as FeatureCollection, {
      interactive: false,
      style: { className },
    }).addTo(map);
  const all = drawn(districts?.features ?? [], 'map-outline');
  if (!start && all.getBounds().isValid()) map.fitBounds(all.getBounds(), { animate: false });
  let chosen: L.GeoJSON | null = null;
  let marker: L.Marker | null = null;
  const icon = L.divIcon({ className: 'map-pin', iconSize: [24, 24] });
  return {
    pin(point) {
      marker?.remove();
      marker = null;
      if (!point) return;
      const at: L.LatLngTuple = [point.latitude, point.longitude];
      marker = L.marker(at, { icon, keyboard: false, interactive: false }).addTo(map);
      if (!map.getBounds().contains(at)) map.setView(at, closeZoom, { animate: false });
    },
    lookAt(name, centre) {
      chosen?.remove();
      const features = districts?.features.filter((feature) => feature.properties?.name === name) ?? [];
      chosen = drawn(features, 'map-outline map-outline-chosen');
      // Without an outline to lie in, what is seen is land all over.
      element.classList.toggle('map-all-land', features.length === 0);
      if (marker) return;
      if (features.length > 0) map.fitBounds(chosen.getBounds(), { padding: [24, 24], animate: false });
      else if (centre) map.setView([centre.latitude, centre.longitude], closeZoom, { animate: false });
    },
    middle: () => rounded(map.getCenter()),
    remove: () => void map.remove(),
  };
}

/** To about a metre: nobody points more exactly with a finger. Longitudes beyond the date line come back. */
function rounded(at: L.LatLng): Point {
  const { lat, lng } = at.wrap();
  return { latitude: Math.round(lat * 1e5) / 1e5, longitude: Math.round(lng * 1e5) / 1e5 };
}
