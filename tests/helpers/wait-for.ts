import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something is so; fails with what was waited for. */
export async function waitFor(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  milliseconds = 5_000,
): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Waited ${milliseconds} ms in vain for ${what}`);
    await sleep(5);
  }
}
