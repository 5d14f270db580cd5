import pino from 'pino';
import { createMailSender } from '~/server/channels/mail';
import { openDatabase } from '~/server/database/client';
import { systemClock } from '~/server/deps';
import { startDelivering } from '~/server/jobs/deliver-notices';
import { silentSignal } from '~/server/realtime/signal';

// What sends messages, as a process of its own that tests may kill. Arguments: the database's URL, that of the mail server. Tells its
// parent when it has begun.

const [url, smtpUrl] = process.argv.slice(2);
if (!url || !smtpUrl) throw new Error('The sender is started with a database and a mail server');

startDelivering(
  {
    ...openDatabase(url, { maxConnections: 6 }),
    clock: systemClock,
    log: pino({ level: 'silent' }),
    settings: {
      demo: false,
      publicUrl: 'http://localhost',
      secret: 'for tests only, never for people',
      secureCookies: false,
    },
    events: silentSignal,
  },
  { email: createMailSender({ url: smtpUrl, from: 'linli@linli.example' }) },
  { heldMs: 2_000, sweepEveryMs: 500, planEveryMs: 200 },
);
process.send?.('started');
process.on('disconnect', () => process.exit(0));
