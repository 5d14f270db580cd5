import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { schema } from '~/server/graphql/schema';
import { anonymous, type Actor } from '~/server/policy/actor';
import { createClaimant } from '~/tests/factories/claim';
import { createCommunity } from '~/tests/factories/community';
import { createNeed } from '~/tests/factories/need';
import { asker } from '~/tests/faults/matrix/answer';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

interface Line {
  msg: string;
  operation: string;
  reason: string;
  ids: string[];
  accountId: string | null;
}

const lines: Line[] = [];
const log = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line) as Line) });
const deps = testDeps(await createTestDatabase(), { log });
const ask = asker(schema, deps);
const community = await createCommunity(deps.prisma);
const home = await createNeed(deps.prisma, {
  communityId: community.id,
  kind: 'help',
  placeKind: 'private_home',
  status: 'open',
});
const venue = await createNeed(deps.prisma, { communityId: community.id, status: 'open' });
const stranger = await createClaimant(deps.prisma, { homeCommunityId: community.id });

/** What a question leaves in the log. */
async function told(actor: Actor, text: string, variables: Record<string, unknown>): Promise<Line[]> {
  lines.length = 0;
  await ask(actor, text, variables);
  return lines.filter(({ msg }) => msg === 'refused access');
}

const needById = 'query ($id: ID!) { need(id: $id) { id } }';
const nodeById = 'query ($id: ID!) { node(id: $id) { id } }';

describe('the log of refused access', () => {
  it.each([
    ['need', needById],
    ['node', nodeById],
  ])('names what a stranger asked for by %s, and who they are', async (operation, text) => {
    const id = encodeId('Need', home.id);
    const [line, ...more] = await told({ ...stranger, accountId: stranger.personId }, text, { id });
    expect(more).toEqual([]);
    expect(line).toMatchObject({ operation, reason: 'NOT_FOUND', ids: [id], accountId: stranger.personId });
  });

  it('names a change that was refused, however deep its ids stand', async () => {
    const id = encodeId('Need', home.id);
    const cancel =
      'mutation ($input: CancelNeedInput!) { cancelNeed(input: $input) { __typename ... on Refusal { code } } }';
    const found = await told(stranger, cancel, { input: { id, reason: 'mischief' } });
    expect(found).toMatchObject([{ operation: 'cancelNeed', reason: 'NOT_FOUND', ids: [id] }]);
    expect(JSON.stringify(lines)).not.toContain('mischief');
  });

  it('names what is only for those who work there', async () => {
    const found = await told(anonymous('api'), 'query { intakes { edges { node { id } } } }', {});
    expect(found).toMatchObject([{ operation: 'intakes', reason: 'NOT_ALLOWED', accountId: null }]);
  });

  it('says nothing of what is shown, and repeats nothing that is no id', async () => {
    expect(await told(anonymous('api'), needById, { id: encodeId('Need', venue.id) })).toEqual([]);
    expect(await told(stranger, needById, { id: '+12125550142' })).toEqual([]);
    expect(JSON.stringify(lines)).not.toContain('5550142');
  });
});
