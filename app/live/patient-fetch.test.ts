import { describe, expect, it } from 'vitest';
import { fetchPatiently, type Network } from './patient-fetch';

/** A network that answers in turn; `null` breaks off. Waiting takes no time and brings the browser online. */
function networkOf(answers: (number | null)[], isOnline = true) {
  const waits: number[] = [];
  const sent: (RequestInit | undefined)[] = [];
  const state = { isOnline };
  const network: Network = {
    fetch(_input, init) {
      sent.push(init);
      const status = answers.shift();
      return status ? Promise.resolve(new Response(null, { status })) : Promise.reject(new TypeError('cut'));
    },
    isOnline: () => state.isOnline,
    wait(milliseconds) {
      waits.push(milliseconds);
      state.isOnline = true;
      return Promise.resolve();
    },
  };
  return { network, waits, sent };
}

describe('reading page data', () => {
  it('asks again, less and less often, until the server is back', async () => {
    const { network, waits } = networkOf([null, 503, null, 502, null, 200]);
    expect((await fetchPatiently(network, '/x.data')).status).toBe(200);
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 5_000]);
  });

  it('takes any answer of the server itself', async () => {
    const { network } = networkOf([500]);
    expect((await fetchPatiently(network, '/x.data')).status).toBe(500);
  });

  it('ends when it is given up, while asking or while waiting', async () => {
    const asking = new AbortController();
    const { network } = networkOf([null, 200]);
    const given = { ...network, fetch: () => (asking.abort(), Promise.reject(new TypeError('cut'))) };
    await expect(fetchPatiently(given, '/x.data', { signal: asking.signal })).rejects.toThrow('cut');

    const waiting = new AbortController();
    const waits = { ...network, wait: () => Promise.resolve(waiting.abort()) };
    await expect(fetchPatiently(waits, '/x.data', { signal: waiting.signal })).rejects.toThrow(/abort/);
  });
});

describe('posting', () => {
  it('waits for the network before it is sent, and is sent once', async () => {
    const { network, waits, sent } = networkOf([200], false);
    await fetchPatiently(network, '/x.data', { method: 'POST' });
    expect([waits.length, sent.length]).toEqual([1, 1]);
  });

  it('is never repeated by itself', async () => {
    const { network, sent } = networkOf([null, 200]);
    await expect(fetchPatiently(network, '/x.data', { method: 'POST' })).rejects.toThrow('cut');
    expect(sent).toHaveLength(1);
  });
});
