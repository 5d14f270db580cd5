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
  const drawn = outlines
    ? L.geoJSON(outlines, { interactive: false, style: { className: 'map-outline' } }).addTo(map)
    : null;
  const pinned = L.featureGroup().addTo(map);
  return {
    draw(pins) {
      pinned.clearLayers();
      for (const spot of spotsOf(pins)) pinned.addLayer(markerOf(spot));
      const bounds = boundsAround(pins);
      // Without an outline there is no telling land from water: the ground is drawn as ground.
      const land = drawn?.getBounds();
      const isOnLand = bounds.isValid() && land?.isValid() && land.intersects(bounds);
      element.classList.toggle('map-bare', !isOnLand);
      if (bounds.isValid()) map.fitBounds(bounds, { padding: [32, 32], maxZoom: 16, animate: false });
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

/** Needs at one address stand under one mark; about ten metres apart counts as one. */
function spotsOf(pins: readonly NeedPin[]): Spot[] {
  const spots = new Map<string, Spot>();
  for (const pin of pins) {
    const key = `${pin.latitude.toFixed(4)} ${pin.longitude.toFixed(4)}`;
    const spot = spots.get(key);
    if (spot) spot.push(pin);
    else spots.set(key, [pin]);
  }
  return [...spots.values()];
}

type Spot = [NeedPin, ...NeedPin[]];

/** Pins stay out of the tab order: the list beside the map holds the same needs. */
function markerOf(spot: Spot): L.Marker {
  const [{ latitude, longitude }] = spot;
  const title = spot.map((pin) => pin.title).join('\n');
  const size = spot.length > 1 ? 30 : 20;
  const icon = L.divIcon({
    className: spot.every((pin) => pin.filled) ? 'map-pin map-pin-filled' : 'map-pin',
    html: spot.length > 1 ? String(spot.length) : '',
    iconSize: [size, size],
  });
  const marker = L.marker([latitude, longitude], { icon, title, alt: title, keyboard: false });
  return marker.bindPopup(() => popupOf(spot), { maxHeight: 280 });
}

function popupOf(spot: Spot): HTMLElement {
  const popup = document.createElement('ul');
  for (const pin of spot) {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = `/needs/${pin.id}`;
    link.textContent = pin.title;
    const detail = document.createElement('p');
    detail.textContent = pin.detail;
    item.append(link, detail);
    popup.append(item);
  }
  return popup;
}
