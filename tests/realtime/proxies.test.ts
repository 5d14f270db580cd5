import { afterAll, afterEach, expect, it } from 'vitest';
import { encodeId, newId } from '~/server/database/id';
import { actFor } from '~/server/modules/proxies/act-for';
import { endProxy } from '~/server/modules/proxies/end-proxy';
import { readActor } from '~/server/modules/identity/read-actor';
import { createClaimant } from '~/tests/factories/claim';
import { createSignedIn } from '~/tests/factories/session';
import { commitEvent } from '~/tests/helpers/events';
import { LiveClient } from '~/tests/helpers/live-client';
import { startNode } from '~/tests/helpers/node';
import { waitFor } from '~/tests/helpers/wait-for';
import { createTestDatabase } from '~/tests/setup/database';

const database = await createTestDatabase();
const { prisma } = database;
const [here, there] = await Promise.all([startNode(database), startNode(database)]);
afterAll(() => Promise.all([here.stop(), there.stop()]));
const clients: LiveClient[] = [];
afterEach(() => clients.splice(0).forEach((client) => client.close()));

it('stops the frames of an open socket and the reach of an open session at once when a proxy is ended', async () => {
  const wang = await createClaimant(prisma);
  const li = await createSignedIn(here.deps);
  const proxy = await prisma.proxyRelationship.create({
    data: {
      id: newId(),
      principalId: wang.personId,
      proxyId: li.personId,
      kind: 'relative',
      scope: ['serve'],
      confirmedByPerson: true,
      startsAt: new Date(Date.now() - 60_000),
      endsAt: new Date(Date.now() + 86_400_000),
    },
  });
  await actFor(here.deps, li.actor, { person: wang.personId });
  expect(await readActor(there.deps, li.token, 'web')).toMatchObject({ onBehalfOfId: wang.personId });

  const client = new LiveClient(there.url, { cookie: `linli_session=${li.token}` });
  clients.push(client);
  await client.follow([`person:${encodeId('Person', wang.personId)}`]);
  const tell = async () => {
    await commitEvent(prisma, {
      feeds: [`person:${wang.personId}`],
      type: 'record:verified',
      aggregateType: 'record',
    });
    here.publisher.signal.wake();
  };
  await tell();
  await client.heard(1);

  await endProxy(here.deps, wang, { id: proxy.id });
  expect(await readActor(there.deps, li.token, 'web')).toMatchObject({
    onBehalfOfId: null,
    proxyEnded: true,
  });
  await waitFor(() => client.closedFeeds.length > 0 || client.ended !== null, 'the cut', 2_000);
  const heard = client.frames.length;
  await tell();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(client.frames.slice(heard)).toEqual([]);
});
