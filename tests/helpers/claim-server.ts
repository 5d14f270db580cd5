import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import pino from 'pino';
import { openDatabase } from '~/server/database/client';
import { decodeId, encodeId } from '~/server/database/id';
import { systemClock, type Deps } from '~/server/deps';
import { claimTask } from '~/server/modules/claims/claim-task';
import { readActor } from '~/server/modules/identity/read-actor';
import { Refused } from '~/server/policy/refusal';
import { silentSignal } from '~/server/realtime/signal';

// Claims alone, behind the same session and the same shape of request and answer as the API: a process that starts quickly, for
// tests that kill many. Arguments: the database's URL. Tells its parent the port it listens on.

const [url] = process.argv.slice(2);
if (!url) throw new Error('The claim server is started with a database');

const deps: Deps = {
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
};

async function answer(request: IncomingMessage): Promise<object> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
    variables: { input: { task: string }; key: string };
  };
  const actor = await readActor(deps, request.headers.cookie?.split('=')[1] ?? null, 'api');
  const requestHash = createHmac('sha256', deps.settings.secret)
    .update(JSON.stringify({ task: variables.input.task }))
    .digest();
  const idempotency = {
    scope: actor.accountId ?? '',
    key: variables.key,
    operation: 'claimTask',
    requestHash,
  };
  try {
    const task = decodeId('Task', variables.input.task);
    const claim = await claimTask(deps, { ...actor, idempotency }, { task });
    return { data: { claimTask: { __typename: 'Claim', id: encodeId('Claim', claim.id) } } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { data: { claimTask: { __typename: 'Refusal', code: error.code } } };
  }
}

const server = createServer((request, response) => {
  answer(request).then(
    (body) => response.end(JSON.stringify(body)),
    (error: unknown) => response.writeHead(500).end(JSON.stringify({ errors: [String(error)] })),
  );
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address ? address.port : 0);
});
process.on('disconnect', () => process.exit(0));
