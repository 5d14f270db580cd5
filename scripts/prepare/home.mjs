import { fileURLToPath } from 'node:url';

/** Every command works in the repository's root, wherever it was called from. */
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
