import { describe, expect, it } from 'vitest';
import { ensureSetupCode, keepDemoFacts, readInstallation } from '~/server/modules/identity/installation';
import { readActor } from '~/server/modules/identity/read-actor';
import { setUp } from '~/server/modules/identity/set-up';
import { anonymous } from '~/server/policy/actor';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps, testSettings } from '~/tests/setup/deps';

const database = await createTestDatabase();
const deps = testDeps(database);
const demo = testDeps(database, { settings: { ...testSettings, demo: true } });
const client = { address: '192.0.2.1', userAgent: null };
const input = (code: string) => ({
  code,
  communityName: '橘子洲社区',
  communityLevel: 'community' as const,
  timeZone: 'Asia/Shanghai',
  displayName: '陈主任',
  phone: '13800138000',
  email: null,
  password: 'plum rain in june',
  committeeName: '橘子洲社区居民委员会',
});

describe('the first run', () => {
  it('makes operator, community, committee and chair once, with the code that the last start logged', async () => {
    expect(await readInstallation(deps)).toEqual({
      demo: false,
      demoWeeksMoved: null,
      needsSetup: true,
      demoSignIns: [],
    });
    const earlier = (await ensureSetupCode(deps)) ?? '';
    const code = (await ensureSetupCode(deps)) ?? '';
    expect(JSON.stringify(await database.prisma.installation.findMany())).not.toContain(code);
    await expect(setUp(deps, anonymous(), input(earlier), client)).rejects.toMatchObject({
      code: 'CODE_WRONG',
    });
    await expect(setUp(demo, anonymous(), input(code), client)).rejects.toMatchObject({
      code: 'NOT_IN_DEMO',
    });

    const answers = await Promise.allSettled([
      setUp(deps, anonymous(), input(code.toUpperCase()), client),
      setUp(deps, anonymous(), input(code), client),
    ]);
    const opened = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    expect(opened).toHaveLength(1);
    const actor = await readActor(deps, opened[0]?.token ?? '', 'web');
    const community = await database.prisma.community.findUniqueOrThrow({ where: { slug: '橘子洲社区' } });
    expect(actor).toMatchObject({
      isOperator: true,
      membership: {
        role: 'chair',
        organisationVerified: true,
        communityId: community.id,
        communityIds: [community.id],
      },
    });
    expect(await ensureSetupCode(deps)).toBeNull();
    expect((await readInstallation(deps)).needsSetup).toBe(false);
    await expect(setUp(deps, anonymous(), input(code), client)).rejects.toMatchObject({
      code: 'ALREADY_DONE',
    });
  });
});

describe('the demo', () => {
  it('shows its sign-ins in demo mode only, and has no set-up code', async () => {
    const signIn = {
      name: 'Demo Dana',
      role: 'volunteer',
      community: 'Riverside',
      identifier: 'dana@example.com',
      password: 'x',
    };
    await keepDemoFacts(database.prisma, { weeksMoved: 12, signIns: [signIn] });
    expect(await readInstallation(demo)).toEqual({
      demo: true,
      demoWeeksMoved: 12,
      needsSetup: false,
      demoSignIns: [signIn],
    });
    expect((await readInstallation(deps)).demoSignIns).toEqual([]);
    expect(await ensureSetupCode(demo)).toBeNull();
  });
});
