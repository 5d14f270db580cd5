interface Place {
  id: string;
  slug: string;
  /** As it is called there: its needs are written in that language, whatever it is called in others. */
  localName: string;
  parent: { id: string } | null;
}

/**
 * The region that the board begins with where an installation serves several far apart: the reader's own, by their home;
 * for a stranger the only one that is called there in the script they read. Undefined: the board begins with everything.
 */
export function homeRegion<Region extends Place>(
  places: readonly Region[],
  homeId: string | undefined,
  locale: string,
): Region | undefined {
  const byId = new Map(places.map((place) => [place.id, place]));
  const regions = places.filter((place) => place.parent === null || !byId.has(place.parent.id));
  if (regions.length < 2) return undefined;
  let place = homeId === undefined ? undefined : byId.get(homeId);
  while (place?.parent && byId.has(place.parent.id)) place = byId.get(place.parent.id);
  if (place) return place;
  const readable = regions.filter(
    (region) => /\p{Script=Han}/u.test(region.localName) === locale.startsWith('zh'),
  );
  return readable.length === 1 ? readable[0] : undefined;
}
