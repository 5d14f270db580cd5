import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { encodeId } from '~/server/database/id';
import type { Context } from '~/server/graphql/context';
import { createExecute } from '~/server/graphql/execute';
import { schema } from '~/server/graphql/schema';
import { readActor } from '~/server/modules/identity/read-actor';
import { tokenFromCookies } from '~/server/modules/identity/session-cookie';
import { anonymous, type Actor } from '~/server/policy/actor';
import { createAccount, testPassword } from '~/tests/factories/account';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createPerson } from '~/tests/factories/person';
import { createSignedIn } from '~/tests/factories/session';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);
const execute = createExecute(schema, deps.log);

/** One request: what it answers, and the cookies it sets. */
async function ask(
  actor: Actor,
  source: string,
  variables: Record<string, unknown> = {},
  locale: Context['locale'] = 'en',
) {
  const cookies: string[] = [];
  const context: Context = {
    deps,
    actor,
    locale,
    requestId: 'test',
    clientAddress: '192.0.2.7',
    userAgent: 'Test browser',
    cookies: { append: (cookie) => cookies.push(cookie) },
  };
  const { data, errors } = await execute(parse(source), variables, context);
  return {
    data: JSON.parse(JSON.stringify(data ?? null)) as Record<string, Record<string, unknown>>,
    errors,
    cookies,
  };
}

const viewer = `
  person { id displayName } accountId memberNumber hasPassword isOperator elderMode locale may feeds unreadNotices
  memberships { role active organisation { name status memberships { id } } } activeMembership { role }
  sessions { current userAgent } passkeys { id } contactPoints { kind value verified }
  waiting { kind count } profile { languages }`;

const signIn = `mutation ($input: SignInInput!) { signIn(input: $input) { __typename
  ... on Viewer { ${viewer} } ... on ChoosePerson { candidates { accountId name } } ... on Refusal { code message } } }`;

describe('signing in through the API', () => {
  test('answers the whole viewer of the new session, also of a unit that nobody else sees yet, and sets its cookie', async () => {
    const community = await createCommunity(prisma);
    const pending = await createOrganisation(prisma, {
      communityId: community.id,
      status: 'pending',
      name: 'Green Sprout',
    });
    await createSignedIn(
      deps,
      { organisationId: pending.id, role: 'coordinator' },
      { phone: '13900000001', person: { displayName: 'Li Na' } },
    );

    const { data, errors, cookies } = await ask(anonymous(), signIn, {
      input: { identifier: '139 0000 0001', secret: testPassword },
    });
    expect(errors).toBeUndefined();
    expect(data.signIn).toMatchObject({
      __typename: 'Viewer',
      person: { displayName: 'Li Na' },
      hasPassword: true,
      memberships: [
        { role: 'coordinator', active: true, organisation: { name: 'Green Sprout', status: 'pending' } },
      ],
      activeMembership: { role: 'coordinator' },
      contactPoints: [{ kind: 'phone', value: '+8613900000001', verified: false }],
    });
    expect(data.signIn?.may).toContain('need.post');
    expect(data.signIn?.may).not.toContain('organisation.members');
    expect(
      (data.signIn?.sessions as { current: boolean }[]).filter((session) => session.current),
    ).toHaveLength(1);
    const token = tokenFromCookies(cookies[0]?.split(';', 1)[0], deps.settings);
    const actor = await readActor(deps, token, 'web');
    expect(encodeId('Account', actor.accountId ?? '')).toBe(data.signIn?.accountId);
  });

  test('asks who is there on a shared phone, and takes the answer', async () => {
    for (const displayName of ['王建国', '王秀英'])
      await createAccount(deps, { phone: '13900000002', person: { displayName } });
    const input = { identifier: '13900000002', secret: testPassword };
    const asked = await ask(anonymous(), signIn, { input });
    expect(asked.cookies).toEqual([]);
    const candidates = asked.data.signIn?.candidates as { accountId: string; name: string }[];
    expect(candidates.map((candidate) => candidate.name)).toEqual(['王建国', '王秀英']);
    const { data } = await ask(anonymous(), signIn, {
      input: { ...input, accountId: candidates[1]?.accountId },
    });
    expect(data.signIn).toMatchObject({ __typename: 'Viewer', person: { displayName: '王秀英' } });
  });

  test('refuses in the language of the caller', async () => {
    const input = { identifier: '13900000003', secret: 'no idea at all' };
    const { data } = await ask(anonymous(), signIn, { input }, 'zh-CN');
    expect(data.signIn).toMatchObject({ __typename: 'Refusal', code: 'WRONG_CREDENTIALS' });
    expect(data.signIn?.message).toMatch(/\p{Script=Han}/u);
  });
});

describe('the account through the API', () => {
  test('is nobody for a stranger', async () => {
    expect((await ask(anonymous(), `{ viewer { ${viewer} } }`)).data.viewer).toBeNull();
  });

  test('changes preferences and identity, and signs out with an empty cookie', async () => {
    const community = await createCommunity(prisma);
    const committee = await createOrganisation(prisma, {
      communityId: community.id,
      committeeOfId: community.id,
    });
    const { actor } = await createSignedIn(deps, { organisationId: committee.id, role: 'officer' });
    const preferences = await ask(
      actor,
      'mutation { setPreferences(input: { locale: "en", elderMode: true }) { ... on Viewer { locale elderMode } } }',
    );
    expect(preferences.data.setPreferences).toEqual({ locale: 'en', elderMode: true });
    const switched = await ask(
      actor,
      'mutation { switchIdentity(input: {}) { ... on Viewer { may activeMembership { role } } } }',
    );
    expect(switched.data.switchIdentity).toMatchObject({ activeMembership: null });
    expect(switched.data.switchIdentity?.may).not.toContain('need.review');
    const out = await ask(actor, 'mutation { signOut { ... on Done { done } } }');
    expect(out.data.signOut).toEqual({ done: true });
    expect(out.cookies).toEqual([expect.stringContaining('linli_session=; Max-Age=0')]);
  });

  test('prints a slip once for an officer, and keeps people from everyone else', async () => {
    const community = await createCommunity(prisma);
    const committee = await createOrganisation(prisma, {
      communityId: community.id,
      committeeOfId: community.id,
    });
    const officer = await createSignedIn(deps, { organisationId: committee.id, role: 'officer' });
    const slip =
      'mutation { issueSlip(input: { newPersonName: "张桂芳" }) { __typename ... on Slip { memberNumber code personName url } ... on Refusal { code } } }';
    expect((await ask(officer.actor, slip)).data.issueSlip).toMatchObject({
      __typename: 'Slip',
      personName: '张桂芳',
    });
    expect((await ask((await createSignedIn(deps)).actor, slip)).data.issueSlip).toMatchObject({
      code: 'NOT_ALLOWED',
    });
    const found = await ask(officer.actor, '{ people(search: "桂芳") { displayName } }');
    expect(found.data.people).toEqual([{ displayName: '张桂芳' }]);
    expect((await ask(anonymous(), '{ people { displayName } }')).errors?.[0]?.extensions.code).toBe(
      'NOT_SIGNED_IN',
    );
  });

  test('makes a stranger, an unknown person and a foreign organisation look alike by id', async () => {
    const community = await createCommunity(prisma);
    const pending = await createOrganisation(prisma, { communityId: community.id, status: 'pending' });
    const person = await createPerson(prisma, { homeCommunityId: community.id });
    const ids = [
      encodeId('Person', person.id),
      encodeId('Person', pending.id),
      encodeId('Organisation', pending.id),
      encodeId('Membership', person.id),
      'person_nonsense',
    ];
    for (const id of ids) {
      const { data, errors } = await ask(
        (await createSignedIn(deps)).actor,
        'query ($id: ID!) { node(id: $id) { id } }',
        { id },
      );
      expect([data.node, errors]).toEqual([null, undefined]);
    }
  });
});

test('the tree of communities answers parents, children and outlines', async () => {
  const city = await createCommunity(prisma, {
    level: 'city',
    name: '长沙市',
    nameEn: 'Changsha',
    timeZone: 'Asia/Shanghai',
  });
  const outline = { type: 'Point', coordinates: [112.9, 28.2] };
  const district = await createCommunity(prisma, {
    level: 'district',
    parentId: city.id,
    timeZone: null,
    boundary: outline,
    validFrom: new Date(0),
  });
  const { data, errors } = await ask(
    anonymous(),
    'query ($slug: String!) { community(slug: $slug) { timeZone boundary parent { name children { id slug } } } }',
    { slug: district.slug },
  );
  expect(errors).toBeUndefined();
  expect(data.community).toEqual({
    timeZone: 'Asia/Shanghai',
    boundary: outline,
    parent: { name: 'Changsha', children: [{ id: encodeId('Community', district.id), slug: district.slug }] },
  });
});
