/** An address on this site to go back to, else the board; never another site, whatever the form or link says. */
export function safeReturn(value: unknown, otherwise = '/'): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return otherwise;
  const base = 'http://linli.invalid';
  const url = URL.canParse(value, base) ? new URL(value, base) : null;
  // `/.//elsewhere` has our origin and yet leaves a path that a browser reads as another site.
  if (url?.origin !== base || url.pathname.startsWith('//')) return otherwise;
  return url.pathname + url.search + url.hash;
}
