import pino from 'pino';
import { createApp } from '~/server/app';
import { openDatabase } from '~/server/database/client';
import { systemClock } from '~/server/deps';
import type { Pages } from '~/server/pages';
import { silentSignal } from '~/server/realtime/signal';

// The application without pages, as a process of its own that tests may kill and benches may load.
// Arguments: the database's URL. Tells its parent the port it listens on.

const [url] = process.argv.slice(2);
if (!url) throw new Error('The API server is started with a database');

const pages: Pages = {
  mode: 'production',
  serveFile: (_request, _response, next) => next(),
  build: () => Promise.reject(new Error('This server has no pages')),
  close: () => Promise.resolve(),
};

const { server } = createApp({
  deps: {
    ...openDatabase(url),
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
  pages,
  trustedProxies: 0,
  introspection: false,
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address ? address.port : 0);
});
process.on('disconnect', () => process.exit(0));
