/** npm run dev: the server with hot reload. Pages are replaced in the browser; the server starts again on its own changes. */
import './prepare/home.mjs';
import { spawn } from 'node:child_process';
import { checkNodeVersion, installPackages } from './prepare/dependencies.mjs';
import { generate } from './prepare/generate.mjs';
import { giveUp, PlainError } from './prepare/say.mjs';

try {
  checkNodeVersion();
  await installPackages();
  await generate();
} catch (error) {
  giveUp(error instanceof PlainError ? error.message : error.stack);
}

const development = { ...process.env, NODE_ENV: 'development' };
const children = [
  ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'server/index.ts'],
  ['scripts/messages.mjs', '--watch'],
].map((command) => spawn(process.execPath, command, { stdio: 'inherit', env: development }));

const endAll = (signal) => children.forEach((child) => child.kill(signal));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => endAll(signal));
for (const child of children) {
  child.once('exit', (code) => {
    process.exitCode ??= code ?? 0;
    endAll('SIGTERM');
  });
}
