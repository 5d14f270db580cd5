import { setTimeout as sleep } from 'node:timers/promises';
import { step } from '~/scripts/prepare/say.mjs';
import { DatabaseUnavailableError } from './database/connect';
import { DataInUseError } from './database/data-lock';
import { MigrationError } from './database/migrate';
import { EnvironmentError, loadEnvironment } from './environment';
import { createLog } from './log';
import { ListenError, serve, type Running } from './serve';

/**
 * The process. Exit codes: 0 stopped as asked, 1 could not start or had to give up.
 */

/** How long an ordered stop may take before the process ends anyway. */
const STOP_PATIENCE = 10_000;
/** npm passes Ctrl-C on, so one keystroke arrives twice; a second one later means "now". */
const SAME_KEYSTROKE = 1_500;

/** Failures whose message is all there is to say. */
const EXPECTED = [EnvironmentError, DatabaseUnavailableError, DataInUseError, MigrationError, ListenError];

let running: Running | undefined;
let asked: { at: number } | undefined;

process.on('SIGTERM', () => end(0));
process.on('SIGINT', () => end(0));
process.on('SIGHUP', () => end(0));
process.on('uncaughtException', giveUp);
process.on('unhandledRejection', giveUp);

const log = createLog({ logLevel: 'info' });

try {
  const environment = loadEnvironment();
  log.level = environment.logLevel;
  running = await serve(environment, {
    log,
    step,
    say: (message) => console.log(`  ${message}`),
    onLost: giveUp,
  });
  if (asked) await stopAll(0);
  if (running.setupCode) console.log(`  Set-up code of this new installation: ${running.setupCode}`);
  console.log(running.address ? `Linli is ready at ${running.address}` : 'Linli is ready to work on jobs');
} catch (error) {
  console.error(EXPECTED.some((kind) => error instanceof kind) ? (error as Error).message : error);
  process.exit(1);
}

function giveUp(reason: unknown): void {
  log.fatal({ err: reason }, 'giving up');
  process.exitCode = 1;
  end(1);
}

/** Stops in order, once; a start under way is finished first. */
function end(code: number): void {
  if (asked) {
    if (Date.now() - asked.at > SAME_KEYSTROKE) process.exit(1);
    return;
  }
  asked = { at: Date.now() };
  if (running) void stopAll(code);
}

async function stopAll(code: number): Promise<never> {
  const deadline = sleep(STOP_PATIENCE).then(() => {
    log.error(`not stopped after ${STOP_PATIENCE / 1000} seconds; ending anyway`);
    process.exit(1);
  });
  try {
    await Promise.race([running?.stop(), deadline]);
  } catch (error) {
    log.error({ err: error }, 'stopping failed');
    process.exit(1);
  }
  process.exit(code);
}
