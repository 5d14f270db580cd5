import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';

const DemoFacts = z.object({
  weeksMoved: z.int(),
  signIns: z.array(
    z.object({
      name: z.string(),
      role: z.string(),
      community: z.string(),
      identifier: z.string(),
      password: z.string(),
    }),
  ),
});

/** What the demo loader leaves under the key `demo` of Installation. */
export type DemoFacts = z.output<typeof DemoFacts>;

export interface InstallationRow {
  readonly demo: boolean;
  readonly demoWeeksMoved: number | null;
  readonly needsSetup: boolean;
  readonly demoSignIns: DemoFacts['signIns'];
}

/** What everyone may know of this installation. Demo sign-ins are shown in demo mode only. */
export async function readInstallation(deps: Pick<Deps, 'prisma' | 'settings'>): Promise<InstallationRow> {
  const { demo } = deps.settings;
  const row = demo ? await deps.prisma.installation.findUnique({ where: { key: 'demo' } }) : null;
  const facts = DemoFacts.safeParse(row?.value);
  return {
    demo,
    demoWeeksMoved: facts.success ? facts.data.weeksMoved : null,
    demoSignIns: facts.success ? facts.data.signIns : [],
    needsSetup: !demo && !(await isSetUp(deps.prisma)),
  };
}

/** Keeps the facts of the demo that the sign-in page and the banner show. */
export async function keepDemoFacts(tx: Pick<Tx, 'installation'>, facts: DemoFacts): Promise<void> {
  await tx.installation.upsert({
    where: { key: 'demo' },
    create: { key: 'demo', value: facts },
    update: { value: facts },
  });
}

/** An installation is set up once it has an operator. */
export async function isSetUp(tx: Pick<Tx, 'account'>): Promise<boolean> {
  return (await tx.account.findFirst({ where: { isOperator: true }, select: { id: true } })) !== null;
}

const SetupFacts = z.object({ codeHash: z.string() });

const hashSetupCode = (deps: Pick<Deps, 'settings'>, code: string): string =>
  createHmac('sha256', deps.settings.secret).update(`setup:${code}`).digest('base64url');

/**
 * At the start of a real installation that is not set up: makes the one-time code of its set-up page and returns it, for the
 * log. Only its hash is kept; each start makes a new one. Null in demo mode and once set up.
 */
export async function ensureSetupCode(deps: Pick<Deps, 'prisma' | 'settings'>): Promise<string | null> {
  if (deps.settings.demo || (await isSetUp(deps.prisma))) return null;
  const code = randomBytes(12)
    .toString('hex')
    .replace(/(.{6})(?=.)/g, '$1-');
  const value = { codeHash: hashSetupCode(deps, code) };
  await deps.prisma.installation.upsert({
    where: { key: 'setup' },
    create: { key: 'setup', value },
    update: { value },
  });
  return code;
}

/** Whether a code is the one that the latest start logged. */
export async function isSetupCode(
  tx: Pick<Tx, 'installation'>,
  deps: Pick<Deps, 'settings'>,
  code: string,
): Promise<boolean> {
  const row = await tx.installation.findUnique({ where: { key: 'setup' } });
  const facts = SetupFacts.safeParse(row?.value);
  if (!facts.success) return false;
  const given = Buffer.from(hashSetupCode(deps, code.trim().toLowerCase()));
  const kept = Buffer.from(facts.data.codeHash);
  return given.length === kept.length && timingSafeEqual(given, kept);
}
