/** A calendar quarter, as a page's address names it: `2026-3`. */
export interface Quarter {
  year: number;
  quarter: number;
}

export const quarterKey = ({ year, quarter }: Quarter): string => `${year}-${quarter}`;

/** The quarter that an address names; null when it names none. */
export function parseQuarter(key: string | null): Quarter | null {
  const found = /^(20\d\d)-([1-4])$/.exec(key ?? '');
  return found ? { year: Number(found[1]), quarter: Number(found[2]) } : null;
}

/** The quarter that runs at a moment and those before it, the latest first. */
export function quartersUntil(now: Date, count: number): Quarter[] {
  const running = now.getUTCFullYear() * 4 + Math.floor(now.getUTCMonth() / 3);
  return Array.from({ length: count }, (_, back) => ({
    year: Math.floor((running - back) / 4),
    quarter: ((running - back) % 4) + 1,
  }));
}
