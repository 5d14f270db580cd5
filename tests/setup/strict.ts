import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { takeUnexpectedErrors, watchConsole } from './console';

/** A test that prints an unexpected error fails, and so does a file that leaves a server listening. */

watchConsole();

afterEach(() => {
  const errors = takeUnexpectedErrors();
  if (errors.length > 0) throw new Error(`Unexpected console.error:\n${errors.join('\n')}`);
});

let listening = 0;

beforeAll(() => {
  listening = countServers();
});

afterAll(async () => {
  for (let patience = 20; countServers() > listening; patience -= 1) {
    if (patience === 0)
      throw new Error('A server that a test started is still listening: close it after the test');
    await sleep(25);
  }
});

function countServers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length;
}
