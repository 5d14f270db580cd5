import type { Prisma } from '~/generated/prisma/client';
import { addCommunities, type DemoCommunity, type NewDemoCommunity } from './communities';
import { readData } from './files';
import type { Deps } from '~/server/deps';

interface Feature {
  readonly properties: { readonly BoroCD?: number; readonly BoroCode?: number };
  readonly geometry: {
    readonly type: 'MultiPolygon';
    readonly coordinates: readonly (readonly (readonly number[])[])[][];
  };
}

const boroughs = [
  { code: 1, slug: 'manhattan', name: 'Manhattan' },
  { code: 2, slug: 'bronx', name: 'Bronx' },
  { code: 3, slug: 'brooklyn', name: 'Brooklyn' },
  { code: 4, slug: 'queens', name: 'Queens' },
  { code: 5, slug: 'staten-island', name: 'Staten Island' },
];

/** Parks and airports that belong to no community district. */
const jointAreas: Record<number, string> = {
  164: 'Central Park',
  226: 'Van Cortlandt Park',
  227: 'Bronx Park',
  228: 'Pelham Bay Park',
  355: 'Prospect Park',
  356: 'Brooklyn Gateway National Recreation Area',
  480: 'LaGuardia Airport',
  481: 'Flushing Meadows-Corona Park',
  482: 'Forest Park',
  483: 'John F. Kennedy International Airport',
  484: 'Queens Gateway National Recreation Area',
  595: 'Staten Island Gateway National Recreation Area',
};

const featuresOf = (file: string): Feature[] =>
  (JSON.parse(readData(`nyc/${file}`)) as { features: Feature[] }).features;

/** The city, its boroughs and community districts with their outlines, by slug: nyc, manhattan, manhattan-5, … */
export function addNycCommunities(deps: Deps): Promise<Map<string, DemoCommunity>> {
  const city: NewDemoCommunity = {
    slug: 'nyc',
    parent: null,
    level: 'city',
    name: 'New York City',
    nameEn: 'New York City',
    code: null,
    latitude: 40.7128,
    longitude: -74.006,
    timeZone: 'America/New_York',
    country: 'US',
    committee: 'New York City Committee (demo)',
  };
  return addCommunities(deps, [city, ...boroughsOf(), ...districtsOf()]);
}

function boroughsOf(): NewDemoCommunity[] {
  const outlines = new Map(
    featuresOf('boroughs_simplified.geojson').map((found) => [found.properties.BoroCode, found]),
  );
  return boroughs.map(({ code, slug, name }) => ({
    slug,
    parent: 'nyc',
    level: 'district',
    name,
    nameEn: name,
    code: String(code),
    committee: `${name} Committee (demo)`,
    ...placeOf(outlines.get(code)),
  }));
}

function districtsOf(): NewDemoCommunity[] {
  const features = featuresOf('community_districts_simplified.geojson');
  return features
    .map((found) => ({ found, code: found.properties.BoroCD ?? 0 }))
    .sort((a, b) => a.code - b.code)
    .map(({ found, code }) => {
      const borough = boroughs.find((candidate) => candidate.code === Math.floor(code / 100));
      const number = code % 100;
      const joint = jointAreas[code];
      const name = joint ?? `${borough?.name} Community District ${number}`;
      return {
        slug: `${borough?.slug}-${number}`,
        parent: borough?.slug ?? null,
        level: 'community' as const,
        name,
        nameEn: name,
        code: String(code),
        committee: joint ? null : `${name} Committee (demo)`,
        ...placeOf(found),
      };
    });
}

/** The outline, and the middle of its largest part. */
function placeOf(feature: Feature | undefined) {
  if (!feature) return { latitude: null, longitude: null };
  const rings = feature.geometry.coordinates.map((polygon) => polygon[0] ?? []);
  const largest = rings.reduce((best, ring) =>
    Math.abs(areaOf(ring)) > Math.abs(areaOf(best)) ? ring : best,
  );
  const [longitude, latitude] = centreOf(largest);
  return { latitude, longitude, boundary: feature.geometry as unknown as Prisma.InputJsonValue };
}

type Points = readonly (readonly number[])[];

function eachSide<Sum>(
  ring: Points,
  start: Sum,
  add: (sum: Sum, a: readonly number[], b: readonly number[]) => Sum,
): Sum {
  return ring.slice(1).reduce((sum, point, before) => add(sum, ring[before] ?? [], point), start);
}

const crossOf = ([ax = 0, ay = 0]: readonly number[], [bx = 0, by = 0]: readonly number[]): number =>
  ax * by - bx * ay;
const areaOf = (ring: Points): number => eachSide(ring, 0, (sum, a, b) => sum + crossOf(a, b)) / 2;

/** The centre of mass of a ring. */
function centreOf(ring: Points): [number, number] {
  const [x, y] = eachSide<[number, number]>(ring, [0, 0], ([sumX, sumY], a, b) => {
    const cross = crossOf(a, b);
    return [sumX + ((a[0] ?? 0) + (b[0] ?? 0)) * cross, sumY + ((a[1] ?? 0) + (b[1] ?? 0)) * cross];
  });
  const scale = 1 / (6 * areaOf(ring));
  return [round(x * scale), round(y * scale)];
}

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
