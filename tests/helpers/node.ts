import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { systemClock, type Deps } from '~/server/deps';
import { attachSockets, type SocketOptions, type Sockets } from '~/server/realtime/io';
import { createPublisher, type Publisher } from '~/server/realtime/publisher';
import type { TestDatabase } from '~/tests/setup/database';

/** One server process of an installation, as far as live changes go. */
export interface TestNode {
  readonly url: string;
  readonly port: number;
  readonly deps: Deps;
  readonly publisher: Publisher;
  readonly sockets: Sockets;
  stop(): Promise<void>;
}

/** Starts a node on a free port, or on one that was used before. */
export async function startNode(
  database: Pick<TestDatabase, 'pool' | 'prisma'>,
  options: SocketOptions & { port?: number } = {},
): Promise<TestNode> {
  const log = pino({ level: 'silent' });
  const publisher = createPublisher(database.pool, log);
  const server = createServer((_request, response) => response.writeHead(404).end());
  const deps: Deps = {
    pool: database.pool,
    prisma: database.prisma,
    clock: systemClock,
    log,
    settings: { demo: false, publicUrl: 'https://linli.test', secret: 'test', secureCookies: false },
    events: publisher.signal,
  };
  const sockets = await attachSockets(server, deps, publisher, options);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    deps,
    publisher,
    sockets,
    async stop() {
      await sockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await publisher.close();
    },
  };
}
