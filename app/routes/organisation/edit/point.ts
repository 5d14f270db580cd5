import type { Draft } from '~/app/graphql/organisation/needs';

type Placed = Pick<Draft, 'latitude' | 'longitude' | 'placeName'> & {
  community: Pick<Draft['community'], 'id' | 'latitude' | 'longitude'>;
};

/** Where somebody pointed; null for a place that only stands at the centre of its district. */
export function pointOf({ latitude, longitude, community }: Placed) {
  if (latitude === null || longitude === null) return null;
  const isCentre = latitude === community.latitude && longitude === community.longitude;
  return isCentre ? null : { latitude, longitude };
}

/**
 * The point to save with a place. Where the map was not seen, as without JavaScript, a place by another name or in another
 * district is another place: the point goes with the old one, and the need stands at the centre of its district.
 */
export function pointToSave(
  need: Placed,
  sent: {
    community: string;
    placeName: string | null;
    latitude?: number | undefined;
    longitude?: number | undefined;
    mapSeen?: 'on' | undefined;
  },
): { latitude: number | null; longitude: number | null } {
  const moved = sent.placeName !== need.placeName || sent.community !== need.community.id;
  const isGone = sent.latitude === undefined || sent.longitude === undefined || (!sent.mapSeen && moved);
  return isGone
    ? { latitude: null, longitude: null }
    : { latitude: sent.latitude ?? null, longitude: sent.longitude ?? null };
}
