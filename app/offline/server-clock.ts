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

/** Asks the server what time it is; without an answer within two seconds what is known stays. */
export async function askServerTime(): Promise<void> {
  try {
    const signal = AbortSignal.timeout(2_000);
    const answer = await fetch('/healthz', { method: 'HEAD', cache: 'no-store', signal });
    setServerTime(answer.headers.get('Date'));
  } catch {
    // Without a network the device's own clock, as far off as it was last time, will do.
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
