/** A part of the day as the form asks for it. */
export const dayParts = [
  { key: 'morning', startMinute: 8 * 60, endMinute: 12 * 60 },
  { key: 'afternoon', startMinute: 12 * 60, endMinute: 18 * 60 },
  { key: 'evening', startMinute: 18 * 60, endMinute: 22 * 60 },
] as const;

export type DayPart = (typeof dayParts)[number];

export interface FreeWindow {
  weekday: number;
  startMinute: number;
  endMinute: number;
}

/** The value of one box of the week: `6-morning`. Weekday 1 is Monday. */
export function boxOf(weekday: number, part: DayPart): string {
  return `${weekday}-${part.key}`;
}

/** The boxes that windows tick: every part of a day they cover at least half of. */
export function boxesOf(windows: readonly FreeWindow[]): string[] {
  return windows.flatMap((window) =>
    dayParts
      .filter((part) => {
        const covered =
          Math.min(window.endMinute, part.endMinute) - Math.max(window.startMinute, part.startMinute);
        return covered * 2 >= part.endMinute - part.startMinute;
      })
      .map((part) => boxOf(window.weekday, part)),
  );
}

/** Ticked boxes as windows, neighbouring parts of a day joined into one. */
export function windowsOf(boxes: readonly string[]): FreeWindow[] {
  const windows: FreeWindow[] = [];
  for (let weekday = 1; weekday <= 7; weekday++) {
    for (const part of dayParts) {
      if (!boxes.includes(boxOf(weekday, part))) continue;
      const last = windows.at(-1);
      if (last?.weekday === weekday && last.endMinute === part.startMinute) last.endMinute = part.endMinute;
      else windows.push({ weekday, startMinute: part.startMinute, endMinute: part.endMinute });
    }
  }
  return windows;
}
