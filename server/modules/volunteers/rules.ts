/** A weekly free window, in minutes of a local day. Weekday 1 is Monday (ISO 8601). */
export interface FreeWindow {
  readonly weekday: number;
  readonly startMinute: number;
  readonly endMinute: number;
}

/** The same free time in as few windows as say it, in the order of the week; windows that touch or overlap become one. */
export function mergeWindows(windows: readonly FreeWindow[]): FreeWindow[] {
  const sorted = [...windows].sort((a, b) => a.weekday - b.weekday || a.startMinute - b.startMinute);
  const merged: FreeWindow[] = [];
  for (const window of sorted) {
    const last = merged.at(-1);
    if (last && last.weekday === window.weekday && window.startMinute <= last.endMinute) {
      merged[merged.length - 1] = { ...last, endMinute: Math.max(last.endMinute, window.endMinute) };
    } else {
      merged.push({ weekday: window.weekday, startMinute: window.startMinute, endMinute: window.endMinute });
    }
  }
  return merged;
}
