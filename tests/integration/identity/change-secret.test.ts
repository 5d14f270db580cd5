import { beforeEach, describe, expect, it } from 'vitest';
import { claimSecret } from '~/server/database/secret';
import { checkCertificate } from '~/server/modules/certificates/check-certificate';
import { issueCertificate } from '~/server/modules/certificates/issue-certificate';
import { sealKeys } from '~/server/modules/certificates/signing-key';
import { verifyServiceRecords } from '~/server/modules/hours/verify-service-record';
import { findNamedResidents, saveReported } from '~/server/modules/contact/reported-persons';
import { changeSecret } from '~/server/modules/identity/change-secret';
import { signIn } from '~/server/modules/identity/sign-in';
import { anonymous } from '~/server/policy/actor';
import { createAccount, testPassword } from '~/tests/factories/account';
import { createMember } from '~/tests/factories/actor';
import { createClaimant, createScene } from '~/tests/factories/claim';
import { createCommunity } from '~/tests/factories/community';
import { createIntake } from '~/tests/factories/intake';
import { createOrganisation } from '~/tests/factories/organisation';
import { createConfirmedRecord } from '~/tests/factories/record';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps, testSettings } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma, pool } = database;
const before = testDeps(database);
const after = testDeps(database, {
  settings: { ...testSettings, secret: 'another secret of these tests, long enough' },
});
const period = { from: '2026-02-01', until: '2026-02-28' };

beforeEach(async () => {
  await pool.query('DELETE FROM "RateLimit"');
  await prisma.signingKey.deleteMany();
  await changeSecret(before);
});

/** Issues a certificate of two verified hours, signed with the secret of `deps`. */
async function issue(deps: typeof before): Promise<string> {
  const scene = await createScene(prisma);
  const volunteer = await createClaimant(prisma);
  const { id } = await createConfirmedRecord(prisma, scene, {
    personId: volunteer.personId,
    confirmerId: scene.coordinator.personId,
    startsAt: '2026-02-10T09:00:00Z',
  });
  await verifyServiceRecords(deps, await createMember(prisma, scene.committee, 'officer'), { records: [id] });
  return (await issueCertificate(deps, volunteer, period)).number;
}

const enter = (deps: typeof before, identifier: string) =>
  signIn(
    deps,
    anonymous(),
    { identifier, secret: testPassword, accountId: null },
    { address: '192.0.2.1', userAgent: '' },
  );

describe('the key that certificates are signed with', () => {
  it('cannot be read from the database without the secret', async () => {
    await issue(before);
    const { privateJwk, publicJwk } = await prisma.signingKey.findFirstOrThrow();

    expect(privateJwk).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(publicJwk).not.toHaveProperty('d');
    await expect(issue(after)).rejects.toThrow(/another SESSION_SECRET/);
  });

  it('is sealed where an older Linli kept it in the clear', async () => {
    const clear = { kty: 'OKP', crv: 'Ed25519', x: 'public', d: 'private' };
    await prisma.signingKey.create({ data: { id: 'clear', publicJwk: clear, privateJwk: clear } });

    expect(await prisma.$transaction((tx) => sealKeys(tx, before))).toEqual({ sealed: 1, retired: 0 });
    const sealed = await prisma.signingKey.findUniqueOrThrow({ where: { id: 'clear' } });
    expect(JSON.stringify(sealed.privateJwk)).not.toContain('private');
    expect(await prisma.$transaction((tx) => sealKeys(tx, before))).toEqual({ sealed: 0, retired: 0 });
  });
});

describe('changing the secret', () => {
  it('finds phones and e-mail addresses as before, with the new secret alone', async () => {
    await createAccount(before, { phone: '13907310011', email: 'Li.Na@Example.com' });
    await expect(enter(after, '13907310011')).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });

    await changeSecret(after);

    await expect(enter(after, '+86 139 0731 0011')).resolves.toBeDefined();
    await expect(enter(after, 'li.na@example.com')).resolves.toBeDefined();
    await expect(enter(before, '13907310011')).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
    await expect(claimSecret(pool, after.settings.secret)).resolves.toBeUndefined();
    await expect(claimSecret(pool, before.settings.secret)).rejects.toThrow(/another SESSION_SECRET/);
  });

  it('still tells a worker whose phone a request came with', async () => {
    const phone = '13907310022';
    const community = await createCommunity(prisma);
    const organisation = await createOrganisation(prisma, { communityId: community.id });
    const { personId } = await createAccount(before, { phone, person: { homeCommunityId: community.id } });
    const { id } = await createIntake(prisma, {
      communityId: community.id,
      organisationId: organisation.id,
      takenInById: personId,
    });
    await saveReported(prisma, before, id, [{ part: 'requester', name: '王阿姨', phone }], 'CN');

    await changeSecret(after);

    expect(await findNamedResidents(after, id, 'requester', [community.id])).toEqual([personId]);
  });

  it("takes the certificates' key along where the previous secret is known", async () => {
    const [earlier] = [await issue(before), await prisma.signingKey.findFirstOrThrow()];

    expect(await changeSecret(after, before.settings.secret)).toMatchObject({ keyKept: true });

    const later = await issue(after);
    const keys = await prisma.certificate.findMany({ where: { number: { in: [earlier, later] } } });
    expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(1);
    for (const number of [earlier, later])
      expect(await checkCertificate(after, { number })).toMatchObject({ verdict: 'valid' });
  });

  it('begins a new key where it is not, and what the old one signed stays valid', async () => {
    const earlier = await issue(before);

    expect(await changeSecret(after, 'a wrong guess at the previous secret')).toMatchObject({
      keyKept: false,
    });

    const later = await issue(after);
    expect(await prisma.signingKey.count()).toBe(2);
    for (const number of [earlier, later])
      expect(await checkCertificate(after, { number })).toMatchObject({ verdict: 'valid' });
  });
});
