import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { loadDemo } from '~/prisma/seed/load-demo';
import { loadVocabularies } from '~/prisma/seed/load-vocabularies';
import { createApp, type App } from './app';
import { channelsOf, createSenders } from './channels/senders';
import { withAdvisoryLock } from './database/advisory-locks';
import { openDatabase, type Database } from './database/client';
import { claimMode, connectDatabase } from './database/connect';
import { migrate } from './database/migrate';
import { claimSecret } from './database/secret';
import { systemClock, type Deps, type Settings } from './deps';
import type { Environment } from './environment';
import { clientAddressOf } from './http/request-facts';
import { startDelivering } from './jobs/deliver-notices';
import type { TimerJob } from './jobs/repeat';
import { startJobs } from './jobs/start-jobs';
import { sealKeys } from './modules/certificates/signing-key';
import { ensureSetupCode } from './modules/identity/installation';
import { builtPages, developmentPages } from './pages';
import { attachSockets, type Sockets } from './realtime/io';
import { createPublisher } from './realtime/publisher';

/** What a start says, and whom it tells that it cannot go on. */
export interface ServeOptions {
  readonly log: Logger;
  /** Runs one step of the start under a title for the person at the terminal. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** A sentence between two steps. */
  say(message: string): void;
  onLost(reason: Error): void;
}

/** A server that is up. */
export interface Running {
  /** Where it is reached from this machine; undefined for a process that only works on jobs. */
  readonly address: string | undefined;
  /** The code that opens the set-up page of a new, real installation. */
  readonly setupCode: string | null;
  /** Stops in order: no new requests, answers under way, sockets, jobs, events, connections, database. */
  stop(): Promise<void>;
}

/** Undone in the opposite order when the start fails half-way or the server stops. */
type Undo = () => Promise<void>;

/** Brings everything up, from the database to the port. Whatever was started is stopped again when a later step fails. */
export async function serve(environment: Environment, options: ServeOptions): Promise<Running> {
  const undo: Undo[] = [];
  const stop = async () => {
    for (let work = undo.pop(); work; work = undo.pop()) await work();
  };
  try {
    return { ...(await start(environment, options, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(environment: Environment, { log, step, say, onLost }: ServeOptions, undo: Undo[]) {
  const database = await step('Starting the database', async () => {
    const connected = await connectDatabase(environment, { log: say, onLost });
    undo.push(() => connected.stop());
    const opened = openDatabase(connected.url, { maxConnections: environment.databaseConnections });
    undo.push(() => opened.close());
    const applied = await migrate(opened.pool);
    for (const name of applied) say(`Applied the migration ${name}`);
    await claimMode(opened.pool, environment.demo);
    await claimSecret(opened.pool, environment.secret);
    return opened;
  });

  const publisher = createPublisher(database.pool, log);
  undo.push(() => publisher.close());
  const address: { value?: string } = {};
  const deps: Deps = {
    pool: database.pool,
    prisma: database.prisma,
    clock: systemClock,
    log,
    settings: settingsOf(environment, address),
    events: publisher.signal,
  };

  // Nodes that start together fill an empty database once.
  const setupCode = await withAdvisoryLock(database.pool, 'fill', async () => {
    if (environment.demo && !(await hasDemo(database))) {
      const quiet = { ...deps, log: log.child({}, { level: 'warn' }) };
      await step('Loading the demo communities, this once', () => loadDemo(quiet));
    }
    // A real installation starts with the published categories and skills; the demo brings its own.
    if (!environment.demo) await loadVocabularies(deps);
    await database.prisma.$transaction((tx) => sealKeys(tx, deps));
    return ensureSetupCode(deps);
  });

  if (environment.role !== 'web') {
    const jobs = startJobs(deps);
    undo.push(() => jobs.stop());
  }
  // Stopped once the port is closed: nobody waits for messages that are on their way.
  let delivering: TimerJob | undefined;
  undo.push(async () => delivering?.stop());
  if (environment.role !== 'worker') {
    const app = createApp({
      deps,
      pages: await (environment.mode === 'development' ? developmentPages() : builtPages()),
      trustedProxies: environment.trustedProxies,
      introspection: environment.mode !== 'production',
    });
    const sockets = await attachSockets(app.server, deps, publisher, {
      redisUrl: environment.redisUrl,
      severalNodes: environment.databaseUrl !== undefined,
      clientAddress: (request) => clientAddressOf(request, environment),
    });
    undo.push(() => stopServing(app, sockets));
    address.value = await listen(app.server, environment);
  }
  if (!environment.demo && !environment.smtpUrl) say('No e-mail is sent: SMTP_URL is not set.');
  // Once people are let in: the queue makes its tables first.
  if (environment.role !== 'web') delivering = startDelivering(deps, createSenders(deps, environment));
  return { address: address.value, setupCode };
}

/** Facts for rules and pages. Without a public address it is the one listened on, which is known only then. */
function settingsOf(environment: Environment, address: { value?: string }): Settings {
  return {
    demo: environment.demo,
    secret: environment.secret,
    secureCookies: environment.publicUrl?.startsWith('https:') ?? false,
    channels: channelsOf(environment),
    ...(environment.smsSecret ? { smsSecret: environment.smsSecret } : {}),
    get publicUrl() {
      return environment.publicUrl ?? address.value ?? `http://localhost:${environment.port}`;
    },
  };
}

/** Whether the demo was loaded to its end. */
async function hasDemo({ prisma }: Database): Promise<boolean> {
  return (await prisma.installation.findUnique({ where: { key: 'demo' } })) !== null;
}

/** No new requests or sockets, then the end of those there are. Kept-alive connections go as they fall idle. */
async function stopServing(app: App, sockets: Sockets): Promise<void> {
  const closed = app.close();
  const sweep = setInterval(() => app.server.closeIdleConnections(), 100);
  await sockets.close();
  await closed;
  clearInterval(sweep);
}

/** The port cannot be had; the message says what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

const ANY_ADDRESS = new Set(['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::']);

function listen(server: Server, { host, port }: Environment): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ListenError(whyNot(error, host, port))),
    );
    server.listen(port, host, () => {
      const name = ANY_ADDRESS.has(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
      resolve(`http://${name}:${(server.address() as AddressInfo).port}`);
    });
  });
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is in use by another program: stop it, or set PORT to another number.`;
  }
  if (error.code === 'EACCES')
    return `Port ${port} is kept for the system: set PORT to a number from 1024 on.`;
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `HOST=${host} is no address of this machine: set it to 127.0.0.1, or to 0.0.0.0 to let other machines in.`;
  }
  return `Linli cannot listen on ${host}:${port}: ${error.message}`;
}
