/** npm run generate: makes what is stale under `generated/`; with --force, all of it. */
import './prepare/home.mjs';
import { generate } from './prepare/generate.mjs';
import { giveUp } from './prepare/say.mjs';

try {
  await generate({ force: process.argv.includes('--force') });
  console.log('Everything generated is up to date.');
} catch (error) {
  giveUp(error.message);
}
