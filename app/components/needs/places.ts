import { m } from '~/generated/messages/messages';

/** "3 of 5 places left", or that every place is taken. */
export function placesWords(places: number, taken: number): string {
  const free = Math.max(0, places - taken);
  return free === 0 ? m.public_places_none({ total: places }) : m.public_places_left({ free, count: places });
}
