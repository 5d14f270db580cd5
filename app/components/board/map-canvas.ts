import type { GeoJsonObject } from 'geojson';
import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import './map.css';

/** A need on the map: where, what, and the page it leads to. */
export interface NeedPin {
  id: string;
  title: string;
  detail: string;
  latitude: number;
  longitude: number;
  /** Every place is taken: drawn hollow, and said in its detail. */
  filled: boolean;
}

interface NeedCanvas {
  draw: (pins: readonly NeedPin[]) => void;
  remove: () => void;
}

/** Opens a map of district outlines without tiles; nothing is asked of any other server. */
export async function openMap(element: HTMLElement): Promise<NeedCanvas> {
  const map = L.map(element, {
    zoomSnap: 0.25,
    attributionControl: false,
    scrollWheelZoom: false,
    minZoom: 3,
  });
  map.setView([0, 0], 3);
  const outlines = await loadOutlines();
  if (outlines) L.geoJSON(outlines, { interactive: false, style: { className: 'map-outline' } }).addTo(map);
  const pinned = L.featureGroup().addTo(map);
  return {
    draw(pins) {
      pinned.clearLayers();
      for (const pin of pins) pinned.addLayer(markerOf(pin));
      const bounds = boundsAround(pins);
      if (bounds.isValid()) map.fitBounds(bounds, { padding: [32, 32], maxZoom: 13, animate: false });
    },
    remove: () => void map.remove(),
  };
}

/** How many degrees from the list's first need still count as the same place. */
const sameRegion = 3;

/** What the map opens on: the needs around the first of the list, so that two cities far apart do not shrink to dots. */
function boundsAround(pins: readonly NeedPin[]): L.LatLngBounds {
  const [first] = pins;
  const near = pins.filter(
    (pin) =>
      first &&
      Math.abs(pin.latitude - first.latitude) < sameRegion &&
      Math.abs(pin.longitude - first.longitude) < sameRegion,
  );
  return L.latLngBounds(near.map((pin) => [pin.latitude, pin.longitude]));
}

async function loadOutlines(): Promise<GeoJsonObject | null> {
  const response = await fetch('/districts.geojson').catch(() => null);
  return response?.ok ? ((await response.json()) as GeoJsonObject) : null;
}

/** Pins stay out of the tab order: the list beside the map holds the same needs. */
function markerOf(pin: NeedPin): L.Marker {
  const icon = L.divIcon({
    className: pin.filled ? 'map-pin map-pin-filled' : 'map-pin',
    iconSize: [20, 20],
  });
  const marker = L.marker([pin.latitude, pin.longitude], {
    icon,
    title: pin.title,
    alt: pin.title,
    keyboard: false,
  });
  return marker.bindPopup(() => popupOf(pin));
}

function popupOf(pin: NeedPin): HTMLElement {
  const popup = document.createElement('div');
  const link = document.createElement('a');
  link.href = `/needs/${pin.id}`;
  link.textContent = pin.title;
  const detail = document.createElement('p');
  detail.textContent = pin.detail;
  popup.append(link, detail);
  return popup;
}
