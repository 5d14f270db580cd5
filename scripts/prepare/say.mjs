/** What the commands print while they prepare: one line a step, with the time it took. */

/**
 * Runs one step and says how long it took.
 * @template T
 * @param {string} title what happens, e.g. "Installing packages"
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const began = performance.now();
  const interactive = process.stdout.isTTY === true;
  if (interactive) process.stdout.write(`  ${title} …`);
  try {
    const result = await work();
    const line = `  ${title} (${seconds(performance.now() - began)})`;
    process.stdout.write(interactive ? `\r${line}   \n` : `${line}\n`);
    return result;
  } catch (error) {
    if (interactive) process.stdout.write('\n');
    throw error;
  }
}

/** Ends the command with sentences that say what is wrong and how to mend it. */
export function giveUp(...sentences) {
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

/** A failure whose message is all that the reader needs. */
export class PlainError extends Error {}

export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
