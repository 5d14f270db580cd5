/** Hours for one to five stars, as recognition counts them. */
export const starHours = [100, 300, 600, 1000, 1500] as const;

export interface StarLevel {
  stars: number;
  /** Hours still missing to the next star; null at five. */
  hoursToNext: number | null;
}

/** The star level that verified minutes have reached. */
export function starLevelOf(minutes: number): StarLevel {
  const hours = minutes / 60;
  const stars = starHours.filter((needed) => hours >= needed).length;
  const next = starHours[stars];
  return { stars, hoursToNext: next === undefined ? null : Math.ceil(next - hours) };
}
