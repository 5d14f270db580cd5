/** npm run build: builds the pages for production, whether or not they are stale. */
import './prepare/home.mjs';
import { build } from './prepare/build.mjs';
import { generate } from './prepare/generate.mjs';
import { giveUp } from './prepare/say.mjs';

try {
  await generate();
  await build({ force: true });
} catch (error) {
  giveUp(error.message);
}
