/**
 * npm start: installs, generates and builds what is missing or stale, then becomes the server.
 * Uses nothing but Node.js itself until the packages are there.
 */
import './prepare/home.mjs';
import { build } from './prepare/build.mjs';
import { checkNodeVersion, installPackages } from './prepare/dependencies.mjs';
import { generate } from './prepare/generate.mjs';
import { giveUp, PlainError } from './prepare/say.mjs';

try {
  checkNodeVersion();
  await installPackages();
  await generate();
  await build();
} catch (error) {
  giveUp(error instanceof PlainError ? error.message : error.stack);
}

process.env.NODE_ENV ??= 'production';
process.setSourceMapsEnabled(true);
await import('../build/process/index.mjs');
