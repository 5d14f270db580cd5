/** A point on the earth, WGS-84 degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const earthRadius = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two points along the earth's surface (haversine). */
export function distanceMetres(a: Point, b: Point): number {
  const northwards = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const eastwards = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const share = northwards + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * eastwards;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(share)));
}

/** The point of a row, when it has one. */
export const pointOf = (row: { latitude: number | null; longitude: number | null }): Point | null =>
  row.latitude === null || row.longitude === null
    ? null
    : { latitude: row.latitude, longitude: row.longitude };
