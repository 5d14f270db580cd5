import { CompactSign, generateKeyPair } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { canonicalJson } from '~/server/modules/hours/canonical-json';
import { checkCertificate } from '~/server/modules/certificates/check-certificate';
import { issueCertificate } from '~/server/modules/certificates/issue-certificate';
import {
  findCertificate,
  listCertificates,
  type CertificateFilter,
} from '~/server/modules/certificates/queries';
import { revokeCertificate } from '~/server/modules/certificates/revoke-certificate';
import { checkCodeOf, signStatement, statementOf } from '~/server/modules/certificates/signing';
import { disputeServiceRecord } from '~/server/modules/hours/dispute-service-record';
import { resolveDispute } from '~/server/modules/hours/resolve-dispute';
import { verifyServiceRecords } from '~/server/modules/hours/verify-service-record';
import { anonymous } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import { createClaimant, createScene, type Scene } from '~/tests/factories/claim';
import { createConfirmedRecord } from '~/tests/factories/record';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database);

type Person = Awaited<ReturnType<typeof createClaimant>>;
let scene: Scene;
let volunteer: Person;
let officer: Person;
const period = { from: '2026-02-01', until: '2026-02-28' };

/** Verified records of two hours, each starting at an instant. */
async function serve(...starts: string[]): Promise<string[]> {
  const records = [];
  for (const startsAt of starts) {
    records.push(
      await createConfirmedRecord(prisma, scene, {
        personId: volunteer.personId,
        confirmerId: scene.coordinator.personId,
        startsAt,
      }),
    );
  }
  const ids = records.map((record) => record.id);
  await verifyServiceRecords(deps, officer, { records: ids });
  return ids;
}

beforeEach(async () => {
  scene = await createScene(prisma);
  volunteer = await createClaimant(prisma, { displayName: '王小明' });
  officer = await createMember(prisma, scene.committee, 'officer');
});

describe('issuing', () => {
  test('states the verified records of the period, each with its unit and person in charge', async () => {
    const [first] = await serve('2026-02-10T09:00:00Z', '2026-02-28T23:00:00Z', '2026-03-01T00:00:00Z');
    const { number } = await issueCertificate(deps, volunteer, period);
    expect(number).toBe(`2026-${scene.community.slug}-000001`);
    const stored = await prisma.certificate.findUniqueOrThrow({
      where: { number },
      include: { lines: true },
    });
    expect(stored).toMatchObject({
      totalMinutes: 240,
      organisationId: scene.committee.id,
      periodStart: new Date('2026-02-01T00:00:00Z'),
      periodEnd: new Date('2026-02-28T23:59:59.999Z'),
    });
    const coordinator = await prisma.person.findUniqueOrThrow({ where: { id: scene.coordinator.personId } });
    expect(statementOf(stored.signature)).toMatchObject({
      holder: '王小明',
      issuer: scene.committee.name,
      totalMinutes: 240,
      lines: [
        {
          record: first,
          date: '2026-02-10',
          minutes: 120,
          unit: scene.organisation.name,
          inCharge: coordinator.displayName,
        },
        { date: '2026-02-28' },
      ],
    });
    expect(
      await prisma.notice.findFirst({ where: { personId: volunteer.personId, kind: 'certificate_issued' } }),
    ).not.toBeNull();
  });

  test('reads the period in the community’s own calendar', async () => {
    await prisma.community.update({ where: { id: scene.community.id }, data: { timeZone: 'Asia/Shanghai' } });
    await serve('2026-01-31T16:30:00Z', '2026-02-28T16:30:00Z');
    const { number } = await issueCertificate(deps, volunteer, period);
    const stored = await prisma.certificate.findUniqueOrThrow({ where: { number } });
    expect(statementOf(stored.signature).lines.map((line) => line.date)).toEqual(['2026-02-01']);
    expect(stored.periodStart).toEqual(new Date('2026-01-31T16:00:00Z'));
  });

  test('is refused where nothing is verified', async () => {
    expect(await refusalCodeOf(issueCertificate(deps, volunteer, period))).toBe('NOTHING_VERIFIED');
    expect(await refusalCodeOf(issueCertificate(deps, anonymous(), period))).toBe('NOT_SIGNED_IN');
  });

  test('at the desk certifies for a volunteer what they did with the committee, and nothing else', async () => {
    await serve('2026-02-10T09:00:00Z');
    const elsewhere = await createScene(prisma);
    const colleague = await createMember(prisma, elsewhere.committee, 'officer');
    const record = await createConfirmedRecord(prisma, elsewhere, {
      personId: volunteer.personId,
      confirmerId: elsewhere.coordinator.personId,
      startsAt: '2026-02-12T09:00:00Z',
    });
    await verifyServiceRecords(deps, colleague, { records: [record.id] });
    const person = volunteer.personId;

    const { number } = await issueCertificate(deps, officer, { ...period, person });
    const stored = await prisma.certificate.findUniqueOrThrow({ where: { number } });
    expect(stored).toMatchObject({ personId: person, issuedById: officer.personId, totalMinutes: 120 });
    const own = await issueCertificate(deps, volunteer, { ...period, person });
    expect(await prisma.certificate.findUniqueOrThrow({ where: { id: own.id } })).toMatchObject({
      totalMinutes: 240,
    });

    const stranger = await createMember(prisma, (await createScene(prisma)).committee, 'officer');
    for (const actor of [stranger, await createClaimant(prisma), scene.coordinator])
      expect(await refusalCodeOf(issueCertificate(deps, actor, { ...period, person }))).toBe('NOT_FOUND');
  });

  test('at the same moment gives each its own number', async () => {
    await serve('2026-02-10T09:00:00Z');
    const issued = await Promise.all(
      Array.from({ length: 5 }, () => issueCertificate(deps, volunteer, period)),
    );
    expect(issued.map(({ number }) => number.slice(-6)).toSorted()).toEqual([
      '000001',
      '000002',
      '000003',
      '000004',
      '000005',
    ]);
  });
});

describe('the list of a committee', () => {
  const page = { first: 2, after: null };

  test('is found by number or name and by state, newest first, page by page', async () => {
    await serve('2026-02-10T09:00:00Z');
    const numbers = [];
    for (let made = 0; made < 3; made += 1)
      numbers.push((await issueCertificate(deps, volunteer, period)).number);
    await revokeCertificate(deps, officer, { number: numbers[0] ?? '', reason: 'Issued twice' });
    const list = await listCertificates(deps, officer, {}, page);
    expect(list.rows.map(({ number }) => number)).toEqual([numbers[2], numbers[1]]);
    expect([list.hasNext, await list.totalCount()]).toEqual([true, 3]);
    const rest = await listCertificates(deps, officer, {}, { first: 2, after: list.rows[1]?.id ?? '' });
    expect(rest.rows.map(({ number }) => number)).toEqual([numbers[0]]);

    const found = async (filter: CertificateFilter) =>
      (await listCertificates(deps, officer, filter, { first: 9, after: null })).rows.length;
    expect(await found({ search: '小明' })).toBe(3);
    expect(await found({ search: numbers[1]?.slice(-4).toUpperCase() })).toBe(1);
    expect(await found({ search: '小红' })).toBe(0);
    expect(await found({ state: 'revoked' })).toBe(1);
    expect(await found({ state: 'valid', search: '王' })).toBe(2);
  });

  test("holds no other committee's", async () => {
    await serve('2026-02-10T09:00:00Z');
    await issueCertificate(deps, volunteer, period);
    const foreign = await createMember(prisma, (await createScene(prisma)).committee, 'chair');
    expect((await listCertificates(deps, foreign, {}, page)).rows).toEqual([]);
    expect(await refusalCodeOf(listCertificates(deps, volunteer, {}, page))).toBe('NOT_ALLOWED');
  });
});

describe('reading and checking', () => {
  test('tells the days of the period as they were signed, wherever the reader is', async () => {
    await prisma.community.update({ where: { id: scene.community.id }, data: { timeZone: 'Asia/Shanghai' } });
    await serve('2026-02-10T09:00:00Z');
    const { number } = await issueCertificate(deps, volunteer, period);
    expect(await checkCertificate(deps, { number })).toMatchObject({ ...period, timeZone: 'Asia/Shanghai' });
  });

  test('shows everything to the holder and the committee, and to a stranger only that it is genuine', async () => {
    await serve('2026-02-10T09:00:00Z');
    const { id, number } = await issueCertificate(deps, volunteer, period);
    expect(await findCertificate(deps, volunteer, number)).toMatchObject({ id });
    expect(await findCertificate(deps, officer, number)).toMatchObject({ id });
    expect(await findCertificate(deps, await createClaimant(prisma), number)).toBeNull();
    expect(await findCertificate(deps, scene.coordinator, number)).toBeNull();
    expect(await checkCertificate(deps, { number: ` ${number} ` })).toMatchObject({
      verdict: 'valid',
      valid: true,
      holderInitials: '王**',
      issuingUnit: scene.committee.name,
      totalMinutes: 120,
    });
  });

  test('tells who has the paper, by its check code, everything to compare, and nobody else who served where', async () => {
    await serve('2026-02-10T09:00:00Z', '2026-02-11T09:00:00Z');
    const { number } = await issueCertificate(deps, volunteer, period);
    const { signature } = await prisma.certificate.findUniqueOrThrow({ where: { number } });
    const code = checkCodeOf(signature);
    expect(code).toMatch(/^[0-9a-f]{12}$/);
    const shown = {
      verdict: 'valid',
      holderName: '王小明',
      lines: [
        { date: '2026-02-10', minutes: 120, unit: scene.organisation.name },
        { date: '2026-02-11', minutes: 120 },
      ],
    };
    for (const check of [code, ` ${code.slice(0, 4)} ${code.slice(4).toUpperCase()}`])
      expect(await checkCertificate(deps, { number, check })).toMatchObject(shown);
    expect(await checkCertificate(deps, { number, signature })).toMatchObject(shown);
    expect(await checkCertificate(deps, { number })).toMatchObject({
      verdict: 'valid',
      holderName: null,
      lines: [],
    });
  });

  test('refuses a paper whose check code is that of another certificate, and shows nothing', async () => {
    await serve('2026-02-10T09:00:00Z');
    const first = await issueCertificate(deps, volunteer, period);
    const again = await issueCertificate(deps, volunteer, period);
    const stored = await prisma.certificate.findUniqueOrThrow({ where: { number: first.number } });
    const check = checkCodeOf(stored.signature);
    const nothing = { valid: false, verdict: 'wrong_check', totalMinutes: null, lines: [] };
    expect(await checkCertificate(deps, { number: again.number, check })).toMatchObject(nothing);
    expect(await checkCertificate(deps, { number: again.number, check: 'mistyped' })).toMatchObject(nothing);

    // Made anew for somebody else, with the installation's own key: the paper that was issued no longer fits.
    const statement = { ...statementOf(stored.signature), holder: '王大明' };
    const { signature } = await prisma.$transaction((tx) => signStatement(tx, deps, statement));
    await prisma.certificate.update({ where: { number: first.number }, data: { signature } });
    expect(await checkCertificate(deps, { number: first.number })).toMatchObject({ verdict: 'valid' });
    expect(await checkCertificate(deps, { number: first.number, check })).toMatchObject(nothing);
  });

  test('knows nothing of a number that was not issued', async () => {
    expect(await checkCertificate(deps, { number: '2026-nowhere-000001' })).toMatchObject({
      verdict: 'unknown',
      holderInitials: null,
    });
  });

  test('stays genuine when the unit or the holder is renamed', async () => {
    await serve('2026-02-10T09:00:00Z');
    const { number } = await issueCertificate(deps, volunteer, period);
    await prisma.organisation.update({ where: { id: scene.organisation.id }, data: { name: 'Renamed' } });
    await prisma.person.update({ where: { id: volunteer.personId }, data: { displayName: 'Renamed' } });
    expect(await checkCertificate(deps, { number })).toMatchObject({
      verdict: 'valid',
      holderInitials: '王**',
    });
  });

  test('refuses rows that were changed after signing', async () => {
    const [record] = await serve('2026-02-10T09:00:00Z');
    const { number } = await issueCertificate(deps, volunteer, period);
    await prisma.serviceRecord.update({ where: { id: record }, data: { minutes: 600 } });
    expect(await checkCertificate(deps, { number })).toMatchObject({
      verdict: 'altered',
      totalMinutes: null,
    });
    await prisma.serviceRecord.update({ where: { id: record }, data: { minutes: 120 } });
    await prisma.certificate.update({ where: { number }, data: { totalMinutes: 600 } });
    expect(await checkCertificate(deps, { number })).toMatchObject({ verdict: 'altered' });
  });

  test('refuses a copy whose words were changed, signed by another key, or not signed at all', async () => {
    await serve('2026-02-10T09:00:00Z');
    const { number } = await issueCertificate(deps, volunteer, period);
    const { signature } = await prisma.certificate.findUniqueOrThrow({ where: { number } });
    const [header = '', payload = '', seal = ''] = signature.split('.');
    const statement = { ...statementOf(signature), totalMinutes: 6_000 };
    const forged = Buffer.from(canonicalJson(statement)).toString('base64url');
    const verdictFor = async (copy: string) =>
      (await checkCertificate(deps, { number, signature: copy })).verdict;

    expect(await verdictFor(signature)).toBe('valid');
    expect(await verdictFor(`${header}.${forged}.${seal}`)).toBe('altered');
    expect(await verdictFor(`${header}.${payload}.${seal.slice(0, -4)}AAAA`)).toBe('wrong_key');
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const sign = (head: { alg: string; kid?: string }) =>
      new CompactSign(Buffer.from(canonicalJson(statement))).setProtectedHeader(head).sign(pair.privateKey);
    expect(await verdictFor(await sign({ alg: 'EdDSA', kid: 'mine' }))).toBe('wrong_key');
    expect(await verdictFor(await sign({ alg: 'EdDSA' }))).toBe('wrong_key');
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    expect(await verdictFor(`${none}.${payload}.`)).toBe('wrong_key');
    expect(await verdictFor('no signature')).toBe('wrong_key');

    // The public key as a shared secret: the classic confusion of methods.
    const key = await prisma.signingKey.findFirstOrThrow();
    const confused = await new CompactSign(Buffer.from(payload, 'base64url'))
      .setProtectedHeader({ alg: 'HS256', kid: key.id })
      .sign(new TextEncoder().encode(JSON.stringify(key.publicJwk)));
    expect(await verdictFor(confused)).toBe('wrong_key');
  });

  test('refuses what a superuser signed into the rows with another key', async () => {
    await serve('2026-02-10T09:00:00Z');
    const { number } = await issueCertificate(deps, volunteer, period);
    const { signature } = await prisma.certificate.findUniqueOrThrow({ where: { number } });
    const [header = '', , seal = ''] = signature.split('.');
    const words = Buffer.from(canonicalJson({ ...statementOf(signature), holder: 'Somebody else' })).toString(
      'base64url',
    );
    await prisma.certificate.update({ where: { number }, data: { signature: `${header}.${words}.${seal}` } });
    expect(await checkCertificate(deps, { number })).toMatchObject({ verdict: 'altered' });
  });
});

describe('revoking', () => {
  test('is for the committee, needs doing once, and shows wherever it is checked', async () => {
    await serve('2026-02-10T09:00:00Z');
    const { number } = await issueCertificate(deps, volunteer, period);
    const foreign = await createScene(prisma);
    const elsewhere = await createMember(prisma, foreign.committee, 'officer');
    const input = { number, reason: 'Issued twice' };
    expect(await refusalCodeOf(revokeCertificate(deps, volunteer, input))).toBe('NOT_ALLOWED');
    expect(await refusalCodeOf(revokeCertificate(deps, elsewhere, input))).toBe('NOT_FOUND');
    await revokeCertificate(deps, officer, input);
    expect(await refusalCodeOf(revokeCertificate(deps, officer, input))).toBe('ALREADY_DONE');
    expect(await checkCertificate(deps, { number })).toMatchObject({
      verdict: 'revoked',
      valid: false,
      corrected: false,
    });
  });

  test('follows from the correction of a record on it', async () => {
    const [record = ''] = await serve('2026-02-10T09:00:00Z');
    const { number } = await issueCertificate(deps, volunteer, period);
    const colleague = await createMember(prisma, scene.committee, 'chair');
    await disputeServiceRecord(deps, volunteer, { record, reason: 'Too much' });
    await resolveDispute(deps, colleague, { record, uphold: true, minutes: 60, resolution: 'Right' });
    expect(await checkCertificate(deps, { number })).toMatchObject({ verdict: 'revoked', corrected: true });
  });
});
