/** An address on this site to go back to, else the board; never another site, whatever the form or link says. */
export function safeReturn(value: unknown, otherwise = '/'): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return otherwise;
  const base = 'http://linli.invalid';
  const url = URL.canParse(value, base) ? new URL(value, base) : null;
  return url && url.origin === base ? url.pathname + url.search + url.hash : otherwise;
}
