const key = 'linli_clock';
/** The header tells whole seconds, and takes a moment to arrive. */
const unclearMs = 3_000;

/** Notes what time the server says it is: a device's own clock may be wrong by minutes. */
export function setServerTime(date: string | null): void {
  const said = Date.parse(date ?? '');
  if (Number.isNaN(said)) return;
  const ahead = said - Date.now();
  try {
    if (Math.abs(ahead) > unclearMs) localStorage.setItem(key, String(Math.round(ahead)));
    else localStorage.removeItem(key);
  } catch {
    // The device's own clock will do.
  }
}

/** The time by the server's clock, as far as this device has heard of it. */
export function serverTime(): Date {
  let ahead = 0;
  try {
    ahead = Number(localStorage.getItem(key)) || 0;
  } catch {
    // As above.
  }
  return new Date(Date.now() + ahead);
}
