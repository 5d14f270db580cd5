import { createServer, type Server } from 'node:http';
import pino from 'pino';
import { createApp } from '~/server/app';
import { openDatabase } from '~/server/database/client';
import { systemClock, type Deps } from '~/server/deps';
import { emptyFilter } from '~/server/modules/needs/board-filter';
import { boardStatement } from '~/server/modules/needs/board-statement';
import type { NeedRow } from '~/server/modules/needs/columns';
import type { Pages } from '~/server/pages';

// One server of the bench `board`, in a process of its own: the API as it is served, or the floor under it.

/** What the board's page asks of each need; the floor joins in the same. */
const parts = {
  community: true,
  organisation: true,
  category: true,
  atRisk: true,
  next: false,
  totalCount: false,
};
const first = 50;

const [kind, url] = process.argv.slice(2);
if (!url) throw new Error('A bench server is started with its kind and a database');
const database = openDatabase(url);

const server = kind === 'api' ? apiServer() : floorServer();
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address ? address.port : 0);
});
process.on('disconnect', () => process.exit(0));

/** The application itself, without pages. */
function apiServer(): Server {
  const nothing = { wake: () => undefined, position: () => 0 };
  const deps = {
    ...database,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    settings: {
      demo: false,
      publicUrl: 'http://localhost',
      secret: 'only for measuring, never for signing in',
      secureCookies: false,
    },
    events: nothing,
  } as unknown as Deps;
  return createApp({ deps, pages: {} as Pages, trustedProxies: 0, introspection: false }).server;
}

/** The fields that the bench's query asks for, so that both answer the same bytes but for GraphQL's envelope. */
const answered = (need: NeedRow) => ({
  id: need.id,
  title: need.title,
  kind: need.kind,
  status: need.status,
  urgency: need.urgency,
  placeName: need.placeName,
  latitude: need.latitude,
  longitude: need.longitude,
  distance: null,
  startsAt: need.startsAt,
  endsAt: need.endsAt,
  places: need.places,
  placesTaken: need.placesTaken,
  filled: need.placesTaken >= need.places,
  atRisk: need.atRisk,
  community: { name: need.community?.name, timeZone: need.community?.timeZone },
  organisation: { name: need.organisation?.name },
  category: { name: need.category?.nameEn, mark: need.category?.mark },
});

/** node:http, pg and JSON of the same rows by the same statement: what no API can be quicker than. */
function floorServer(): Server {
  return createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const statement = boardStatement({
        filter: emptyFilter,
        scope: { kind: 'board' },
        statuses: ['open', 'in_progress'],
        sort: 'soonest',
        first,
        after: null,
        now: new Date(),
        parts,
      });
      database.pool.query<NeedRow>({ name: 'floor', ...statement }).then(
        ({ rows }) => {
          response.setHeader('Content-Type', 'application/json');
          response.end(JSON.stringify(rows.slice(0, first).map(answered)));
        },
        () => response.destroy(),
      );
    });
  });
}
