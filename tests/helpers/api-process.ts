import { fork, type ChildProcess } from 'node:child_process';
import { request, type Agent } from 'node:http';
import { fileURLToPath } from 'node:url';

/** The application in a process of its own. */
export interface ApiProcess {
  readonly port: number;
  readonly child: ChildProcess;
  /** kill -9, and its end. */
  kill(): Promise<void>;
}

/** Starts the API, or claims alone (`claim-server.ts`), on a database and waits until it listens. */
export async function startApiProcess(url: string, kind: 'api' | 'claim' = 'api'): Promise<ApiProcess> {
  const file = fileURLToPath(new URL(`./${kind}-server.ts`, import.meta.url));
  const child = fork(file, [url], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)));
    child.once('exit', (code) => reject(new Error(`The API process ended with ${code}`)));
  });
  return {
    port,
    child,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Asks the API over HTTP as a page's script does. Rejects when the server dies before it answered. */
export function askApi(
  port: number,
  options: { agent?: Agent; cookie?: string; query: string; variables?: object },
): Promise<unknown> {
  const body = JSON.stringify({ query: options.query, variables: options.variables ?? {} });
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: '/graphql',
        method: 'POST',
        ...(options.agent ? { agent: options.agent } : {}),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...(options.cookie ? { cookie: options.cookie } : {}),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          try {
            resolve(JSON.parse(Buffer.concat(chunks).toString()));
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
