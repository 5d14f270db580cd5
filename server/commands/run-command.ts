import { BackupError } from '~/server/database/backup/archive';
import { DatabaseUnavailableError } from '~/server/database/connect';
import { DataInUseError } from '~/server/database/data-lock';
import { MigrationError } from '~/server/database/migrate';
import { EnvironmentError } from '~/server/environment';

/** Something to tell the person at the terminal, in a sentence. */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

const EXPECTED = [
  PlainError,
  EnvironmentError,
  DatabaseUnavailableError,
  DataInUseError,
  MigrationError,
  BackupError,
];

/** Runs a command. A failure that explains itself is printed as its sentence, any other with where it came from. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(EXPECTED.some((kind) => error instanceof kind) ? (error as Error).message : error);
    process.exitCode = 1;
  }
}
