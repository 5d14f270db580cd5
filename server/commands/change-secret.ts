/**
 * npm run change-secret: goes on with the SESSION_SECRET in the settings where the database was made with another. Linli is
 * stopped meanwhile. SESSION_SECRET_PREVIOUS, where it is still known, keeps the certificates' key.
 */
import { systemClock } from '~/server/deps';
import { loadEnvironment } from '~/server/environment';
import { changeSecret } from '~/server/modules/identity/change-secret';
import { openCommandDatabase } from './command-database';
import { PlainError, runCommand } from './run-command';

await runCommand(async () => {
  const environment = loadEnvironment();
  const database = await openCommandDatabase(environment);
  try {
    const { rowCount } = await database.pool.query(
      `SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'linli-events'`,
    );
    if (rowCount)
      throw new PlainError('Linli is running on this database: stop it first. Nothing was changed.');
    const settings = {
      demo: environment.demo,
      secret: environment.secret,
      secureCookies: false,
      publicUrl: '',
    };
    const { contacts, keyKept } = await changeSecret(
      { prisma: database.prisma, clock: systemClock, settings },
      environment.previousSecret,
    );
    console.log(`${contacts} phones and e-mail addresses are found with the new secret.`);
    console.log(
      keyKept
        ? 'Certificates go on being signed with the key there is.'
        : 'The next certificate is signed with a new key; those issued so far stay valid.',
    );
    console.log('First-sign-in slips that nobody used yet are void: print them again.');
  } finally {
    await database.close();
  }
});
