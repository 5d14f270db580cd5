import { beforeEach, describe, expect, it } from 'vitest';
import { decideOrganisation } from '~/server/modules/organisations/decide-organisation';
import { RegisterOrganisationInput } from '~/server/modules/organisations/input';
import {
  actionsOnOrganisation,
  findOrganisations,
  findProposals,
  listOrganisations,
} from '~/server/modules/organisations/queries';
import { registerOrganisation } from '~/server/modules/organisations/register-organisation';
import { creditCodeCheck } from '~/server/modules/organisations/rules';
import { readActor } from '~/server/modules/identity/read-actor';
import { anonymous } from '~/server/policy/actor';
import { parseInput } from '~/server/policy/parse-input';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createSignedIn, type SignedIn } from '~/tests/factories/session';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);

const community = await createCommunity(prisma);
const elsewhere = await createCommunity(prisma);
const committee = await createOrganisation(prisma, {
  communityId: community.id,
  committeeOfId: community.id,
});
const otherCommittee = await createOrganisation(prisma, {
  communityId: elsewhere.id,
  committeeOfId: elsewhere.id,
});
const chair = await createSignedIn(deps, { organisationId: committee.id, role: 'chair' });
const officer = await createSignedIn(deps, { organisationId: committee.id, role: 'officer' });
const otherChair = await createSignedIn(deps, { organisationId: otherCommittee.id, role: 'chair' });

let founder: SignedIn;
let count = 0;

beforeEach(async () => {
  founder = await createSignedIn(deps);
  count += 1;
});

function creditCode(): string {
  const seventeen = `52430100MJ${String(count).padStart(7, '0')}`;
  return seventeen + creditCodeCheck(seventeen);
}

const form = (overrides: Record<string, unknown> = {}) =>
  parseInput(
    RegisterOrganisationInput,
    {
      kind: 'social_organisation',
      name: `绿芽 ${count}`,
      creditCode: creditCode(),
      community: `community_${community.id}`,
      ...overrides,
    },
    'zh-CN',
  );

const register = async (overrides: Record<string, unknown> = {}) =>
  (await registerOrganisation(deps, founder.actor, form(overrides))).organisationId;

const statusOf = async (id: string) =>
  (await prisma.organisation.findUniqueOrThrow({ where: { id } })).status;

describe('registering an organisation', () => {
  it('leaves it pending, with whoever registered it as coordinator and acting under it', async () => {
    const id = await register();
    expect(
      await prisma.organisation.findUniqueOrThrow({ where: { id }, include: { memberships: true } }),
    ).toMatchObject({
      status: 'pending',
      communityId: community.id,
      inChargePersonId: founder.personId,
      memberships: [{ personId: founder.personId, role: 'coordinator' }],
    });
    const actor = await readActor(deps, founder.token, 'web');
    expect(actor.membership).toMatchObject({
      organisationId: id,
      role: 'coordinator',
      organisationVerified: false,
    });
  });

  it('needs a credit code that checks out, except for an informal team with its sponsoring committee', async () => {
    expect(() =>
      form({ creditCode: creditCode().replace(/.$/, (last) => (last === '0' ? '1' : '0')) }),
    ).toThrow('InvalidInput');
    expect(() => form({ kind: 'committee' })).toThrow('InvalidInput');
    await expect(register({ creditCode: '' })).rejects.toMatchObject({ code: 'CREDIT_CODE_NEEDED' });
    await expect(register({ creditCode: '', kind: 'volunteer_team' })).rejects.toMatchObject({
      code: 'CREDIT_CODE_NEEDED',
    });
    const id = await register({
      creditCode: '',
      kind: 'volunteer_team',
      sponsorCommunity: `community_${community.id}`,
    });
    expect((await prisma.organisation.findUniqueOrThrow({ where: { id } })).sponsorCommunityId).toBe(
      community.id,
    );
  });

  it('goes to the nearest committee above, and needs no code outside China', async () => {
    const district = await createCommunity(prisma, { level: 'district' });
    await prisma.communitySetting.create({ data: { communityId: district.id, key: 'country', value: 'US' } });
    await createOrganisation(prisma, { communityId: district.id, committeeOfId: district.id });
    const below = await createCommunity(prisma, { parentId: district.id });
    const id = await register({ creditCode: null, community: `community_${below.id}` });
    expect((await prisma.organisation.findUniqueOrThrow({ where: { id } })).communityId).toBe(district.id);
  });

  it('is refused to strangers, for an unknown community, and under a code that is taken', async () => {
    await expect(registerOrganisation(deps, anonymous(), form())).rejects.toMatchObject({
      code: 'NOT_SIGNED_IN',
    });
    await expect(register({ community: 'community_x' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await register();
    await expect(register()).rejects.toMatchObject({ code: 'ALREADY_DONE' });
  });
});

describe('deciding about an organisation', () => {
  const decide = (
    by: SignedIn,
    organisation: string,
    decision: 'verified' | 'refused' | 'suspended',
    reason: string | null = null,
  ) => decideOrganisation(deps, by.actor, { organisation, decision, reason });

  it('is proposed by an officer and done by the chair, who admits it and tells its people', async () => {
    const id = await register();
    await decide(officer, id, 'verified', 'Papers seen');
    expect(await statusOf(id)).toBe('pending');
    const rows = (await findOrganisations(deps, chair.actor, [id])).filter((row) => row !== null);
    expect(await findProposals(deps, chair.actor, rows)).toMatchObject([
      { decision: 'verified', reason: 'Papers seen', proposedById: officer.personId },
    ]);
    expect(await findProposals(deps, founder.actor, rows)).toEqual([null]);

    await decide(chair, id, 'verified');
    expect(await statusOf(id)).toBe('verified');
    expect(await findProposals(deps, chair.actor, rows)).toEqual([null]);
    expect(await prisma.admission.findFirst({ where: { organisationId: id } })).toMatchObject({
      communityId: community.id,
      admittedById: chair.personId,
      endedAt: null,
    });
    expect(await prisma.notice.findMany({ where: { personId: founder.personId } })).toMatchObject([
      { kind: 'organisation_verified' },
    ]);
    expect((await readActor(deps, founder.token, 'web')).membership?.organisationVerified).toBe(true);
  });

  it('needs a reason to refuse or suspend, which strangers do not read', async () => {
    const id = await register();
    await expect(decide(chair, id, 'refused')).rejects.toMatchObject({ code: 'REASON_NEEDED' });
    await decide(chair, id, 'verified');
    await decide(chair, id, 'suspended', 'Collected phone numbers');
    const reasonFor = async (by: SignedIn) =>
      (await findOrganisations(deps, by.actor, [id]))[0]?.statusReason;
    expect(await reasonFor(founder)).toBe('Collected phone numbers');
    expect(await reasonFor(officer)).toBe('Collected phone numbers');
    expect(await reasonFor(await createSignedIn(deps))).toBeNull();
  });

  it('is not for other committees, coordinators or residents, and looks like an unknown id to them', async () => {
    const id = await register();
    await expect(decide(otherChair, id, 'verified')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(decide(founder, id, 'verified')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(decide(chair, committee.id, 'suspended', 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await statusOf(id)).toBe('pending');
  });

  it('follows the states', async () => {
    const id = await register();
    await expect(decide(chair, id, 'suspended', 'x')).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await decide(chair, id, 'refused', 'No such address');
    await decide(chair, id, 'verified');
    await expect(decide(chair, id, 'verified')).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('reading organisations', () => {
  it('shows verified ones to everyone, others to their members and their committee', async () => {
    const id = await register();
    const sees = async (actor: typeof founder.actor) =>
      (await findOrganisations(deps, actor, [id]))[0]?.id ?? null;
    expect(await sees(founder.actor)).toBe(id);
    expect(await sees(officer.actor)).toBe(id);
    expect(await sees(anonymous())).toBeNull();
    expect(await sees(otherChair.actor)).toBeNull();
    const listed = async (actor: typeof founder.actor) =>
      (await listOrganisations(deps, actor, { status: 'pending', first: 100 })).rows.some(
        (row) => row.id === id,
      );
    expect(await listed(officer.actor)).toBe(true);
    expect(await listed(anonymous())).toBe(false);
  });

  it('pages by name without gaps or repeats', async () => {
    const place = await createCommunity(prisma);
    for (const name of ['B', 'A', 'C', 'A', 'D'])
      await createOrganisation(prisma, { communityId: place.id, name });
    const names: string[] = [];
    let after: readonly [string, string] | null = null;
    for (let page = 0; page < 3; page += 1) {
      const { rows, hasMore, totalCount } = await listOrganisations(deps, anonymous(), {
        communityId: place.id,
        first: 2,
        after,
      });
      expect([totalCount, hasMore]).toEqual([5, page < 2]);
      names.push(...rows.map((row) => row.name));
      const last = rows.at(-1);
      after = last ? [last.name, last.id] : null;
    }
    expect(names).toEqual(['A', 'A', 'B', 'C', 'D']);
  });

  it('says what the caller may do', async () => {
    const id = await register();
    const [row] = await findOrganisations(deps, chair.actor, [id]);
    if (!row) throw new Error('not found');
    expect(actionsOnOrganisation(chair.actor, row)).toEqual(['propose', 'decide', 'members']);
    expect(actionsOnOrganisation(officer.actor, row)).toEqual(['propose', 'members']);
    expect(actionsOnOrganisation(otherChair.actor, row)).toEqual([]);
  });
});
