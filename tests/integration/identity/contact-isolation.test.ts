import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { viewContactPoints, viewsOfMyContact } from '~/server/modules/contact/queries';
import { createAccount } from '~/tests/factories/account';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createSession, createSignedIn } from '~/tests/factories/session';
import { readActor } from '~/server/modules/identity/read-actor';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase();
const deps = testDeps(database);

const root = fileURLToPath(new URL('../../..', import.meta.url));
const models = [
  'ContactPoint',
  'PersonalDetail',
  'IdentityDocument',
  'IdentityCheck',
  'Address',
  'CareNote',
  'EmergencyContact',
  'ContactView',
];
const delegates = models.map((model) => model.charAt(0).toLowerCase() + model.slice(1));
const touches = new RegExp(
  [
    // Prisma's delegates and the relations that lead there; tables named in SQL.
    `\\.(${delegates.join('|')})\\.(create|update|upsert|delete|find|count|aggregate|groupBy)`,
    `\\b(contactPoints|identityChecks)\\s*:\\s*(\\{|true)`,
    `"(${models.join('|')})"`,
  ].join('|'),
);

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

describe('contact and care data', () => {
  it('is read and written by the contact module alone', () => {
    const offenders = ['server', 'app', 'prisma/seed']
      .flatMap((folder) => {
        try {
          return sources(folder);
        } catch {
          return [];
        }
      })
      .filter((path) => !path.startsWith('server/modules/contact/'))
      .filter((path) => touches.test(readFileSync(join(root, path), 'utf8')));
    expect(offenders).toEqual([]);
  });

  it.each([
    'tx.contactPoint.findMany(',
    'include: { contactPoints: true }',
    'JOIN "CareNote" note',
    'prisma.address.update(',
  ])('would be found by %s', (code) => expect(touches.test(code)).toBe(true));

  it('of another person needs the right community and a reason, and each view is written down for them', async () => {
    const { prisma } = database;
    const community = await createCommunity(prisma);
    const committee = await createOrganisation(prisma, {
      communityId: community.id,
      committeeOfId: community.id,
    });
    const officer = await createSignedIn(deps, { organisationId: committee.id, role: 'officer' });
    const resident = await createAccount(deps, {
      phone: '13912345678',
      person: { homeCommunityId: community.id },
    });
    const outsider = await createAccount(deps, { phone: '13987654321' });
    const view = (personId: string, reason: string) =>
      viewContactPoints(deps, officer.actor, { personId, reason });

    await expect(view(outsider.personId, 'curious')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(view(resident.personId, '  ')).rejects.toMatchObject({ code: 'REASON_NEEDED' });
    expect(await prisma.contactView.count()).toBe(0);
    expect(await view(resident.personId, 'calls back about a visit')).toMatchObject([
      { value: '+8613912345678' },
    ]);

    const { token } = await createSession(deps, resident.id);
    const own = await readActor(deps, token, 'web');
    expect(await viewsOfMyContact(deps, own)).toMatchObject([
      { viewerId: officer.personId, what: 'contact_points', reason: 'calls back about a visit' },
    ]);
    await expect(
      viewContactPoints(deps, own, { personId: officer.personId, reason: 'x' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
