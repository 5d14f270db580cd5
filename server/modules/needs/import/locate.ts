/** A ring of [longitude, latitude] points, as GeoJSON gives it. */
type Ring = readonly (readonly number[])[];
type Polygon = readonly Ring[];

export interface Geometry {
  readonly type: 'Polygon' | 'MultiPolygon';
  readonly coordinates: unknown;
}

/** An area made ready for many questions. */
export interface Area<Id = string> {
  readonly id: Id;
  readonly polygons: readonly Polygon[];
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Reads a stored boundary; null when it is no polygon. */
export function toArea<Id>(id: Id, boundary: unknown): Area<Id> | null {
  const geometry = boundary as Geometry | null;
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') return null;
  const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as Polygon[];
  const points = polygons.flatMap((polygon) => polygon[0] ?? []);
  if (points.length === 0) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = NaN, y = NaN] of points) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return { id, polygons, west, south, east, north };
}

/** Whether a point lies in an area: inside an outline and in none of its holes. */
export function contains(area: Area<unknown>, latitude: number, longitude: number): boolean {
  const near =
    longitude >= area.west && longitude <= area.east && latitude >= area.south && latitude <= area.north;
  if (!near) return false;
  return area.polygons.some(
    ([outline, ...holes]) =>
      outline !== undefined &&
      insideRing(outline, longitude, latitude) &&
      !holes.some((hole) => insideRing(hole, longitude, latitude)),
  );
}

/** Counts how often a line from the point eastwards crosses the ring: inside when odd. */
function insideRing(ring: Ring, x: number, y: number): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
    const [ax = NaN, ay = NaN] = ring[at] ?? [];
    const [bx = NaN, by = NaN] = ring[before] ?? [];
    const crosses = ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax;
    if (crosses) inside = !inside;
  }
  return inside;
}
