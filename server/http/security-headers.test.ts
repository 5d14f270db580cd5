import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { securityHeaders } from './security-headers';

function headersOf(secure: boolean, nonce: string): Map<string, string> {
  const headers = new Map<string, string>();
  const response = { setHeader: (name: string, value: string) => headers.set(name.toLowerCase(), value) };
  securityHeaders({ secure })(response as unknown as ServerResponse, nonce);
  return headers;
}

test('every response has its own nonce, and lets nothing else run', () => {
  for (const nonce of ['one', 'two']) {
    const policy = headersOf(false, nonce).get('content-security-policy');
    expect(policy).toContain(`script-src 'self' 'nonce-${nonce}';`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('NONCE');
  }
});

test('browsers keep to TLS where it is served', () => {
  expect(headersOf(false, 'n').has('strict-transport-security')).toBe(false);
  expect(headersOf(true, 'n').get('strict-transport-security')).toBe('max-age=31536000');
  expect(headersOf(true, 'n').get('content-security-policy')).toContain('upgrade-insecure-requests');
});

test("helmet's other headers are there", () => {
  const headers = headersOf(false, 'n');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('strict-origin');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
});
