/** The parts of what one may do for somebody else; each proxy is given some of them. */
export const proxyScopes = ['ask', 'judge', 'consent', 'data', 'serve', 'hours'] as const;
export type ProxyScope = (typeof proxyScopes)[number];

export const isProxyScope = (text: string): text is ProxyScope =>
  (proxyScopes as readonly string[]).includes(text);
