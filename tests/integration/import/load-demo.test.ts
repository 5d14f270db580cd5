import { expect, test } from 'vitest';
import { readDemoNeeds } from '~/prisma/seed/changsha-needs';
import { loadDemo } from '~/prisma/seed/load-demo';
import { systemClock } from '~/server/deps';
import { findRefusals } from '~/server/modules/claims/find-refusals';
import { readInstallation } from '~/server/modules/identity/installation';
import { verifyLedger } from '~/server/modules/hours/verify-ledger';
import { signIn } from '~/server/modules/identity/sign-in';
import { anonymous } from '~/server/policy/actor';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps, testSettings } from '~/tests/setup/deps';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database, { clock: systemClock, settings: { ...testSettings, demo: true } });

test('loads both demo communities, once', { timeout: 240_000 }, async () => {
  // What a load that was cut short leaves behind is thrown away first.
  await prisma.installation.create({ data: { key: 'demo_loading', value: {} } });
  await prisma.community.create({
    data: { id: '0198c000-0000-7000-8000-000000000001', level: 'city', slug: 'half', name: 'Half-loaded' },
  });
  expect(await loadDemo(deps)).toBe(true);
  expect(await loadDemo(deps)).toBe(false);
  expect(await prisma.community.count({ where: { slug: 'half' } })).toBe(0);

  expect(await prisma.need.count({ where: { sourceSystem: 'nyc-service' } })).toBe(665);
  expect(
    await prisma.organisation.count({ where: { sourceSystem: 'nyc-service', status: 'verified' } }),
  ).toBe(261);
  const open = await prisma.need.count({
    where: { sourceSystem: 'nyc-service', status: { in: ['open', 'in_progress'] } },
  });
  expect(open).toBeGreaterThan(400);
  const districts = await prisma.need.groupBy({
    by: ['communityId'],
    where: { sourceSystem: 'nyc-service' },
  });
  expect(districts.length).toBeGreaterThan(40);
  const summaries = await prisma.need.findMany({
    where: { sourceSystem: 'nyc-service', summary: { contains: '[contact removed]' } },
  });
  expect(summaries).toHaveLength(2);

  const asked = readDemoNeeds().filter(({ placeKind }) => placeKind === 'private_home');
  const homes = await prisma.need.findMany({
    where: { placeKind: 'private_home', title: { in: asked.map(({ title }) => title) } },
  });
  expect(homes).toHaveLength(4);
  expect(homes.every((need) => need.kind === 'help' && need.status === 'open')).toBe(true);

  // Somebody waits for a place in a full task, and somebody was offered one that was given back.
  for (const [state, count] of [
    ['waitlisted', 3],
    ['offered', 1],
  ] as const)
    expect(await prisma.claim.count({ where: { state, task: { allocation: 'first_come' } } })).toBe(count);

  // Somebody hands a place over: to all, by a link, and in return for another.
  for (const to of ['all', 'link'] as const)
    expect(await prisma.handOver.count({ where: { to, endedAt: null } })).toBeGreaterThan(0);
  expect(await prisma.handOver.count({ where: { to: 'person', swapTaskId: { not: null } } })).toBeGreaterThan(
    0,
  );

  const states = await prisma.serviceRecord.groupBy({ by: ['state'], _count: true });
  expect(states.map(({ state }) => state).sort()).toEqual([
    'confirmed',
    'disputed',
    'proposed',
    'rejected',
    'verified',
  ]);
  for (const { communityId } of await prisma.ledgerHead.findMany()) {
    expect(await verifyLedger(deps, communityId)).toMatchObject({ fault: null });
  }
  const named = await prisma.person.findMany({ select: { displayName: true, isDemo: true } });
  expect(named.every(({ displayName, isDemo }) => isDemo && /Demo|演示/.test(displayName))).toBe(true);

  const fromAge = await prisma.task.findMany({ where: { minimumAge: { not: null }, isOpen: true } });
  expect(fromAge.length).toBeGreaterThan(0);
  const volunteers = await prisma.person.findMany({ where: { profile: { isNot: null } }, take: 40 });
  for (const { id } of volunteers) {
    const refusals = await findRefusals(
      deps,
      id,
      fromAge.map((task) => task.id),
    );
    expect(refusals).not.toContain('AGE_UNKNOWN');
    expect(refusals).not.toContain('UNDER_AGE');
  }

  const { demoSignIns, demoWeeksMoved } = await readInstallation(deps);
  expect(demoWeeksMoved).toBeGreaterThan(700);
  expect(demoSignIns).toHaveLength(14);
  for (const { identifier, password } of demoSignIns) {
    const input = { identifier, secret: password, accountId: null };
    await signIn(deps, anonymous(), input, { address: '192.0.2.1', userAgent: null });
  }
});
