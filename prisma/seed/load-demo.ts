import { migrate } from '~/server/database/migrate';
import type { Deps } from '~/server/deps';
import { keepDemoFacts } from '~/server/modules/identity/installation';
import { hashPassword } from '~/server/modules/identity/passwords';
import { patience } from './acting';
import { loadChangsha } from './changsha';
import { loadVocabularies } from './load-vocabularies';
import { loadHelp } from './help';
import { loadNyc } from './nyc';
import { demoPassword } from './people';

/** Stands in Installation while the demo is being loaded: who finds it knows that a load was cut short. */
const loading = 'demo_loading';

/**
 * Loads the demo communities into an empty database: New York from the city's own data, and a smaller one in Changsha. Does
 * nothing when anything is there. A load that was cut short is thrown away and begun again. Answers whether it loaded.
 */
export async function loadDemo(deps: Deps): Promise<boolean> {
  if (await deps.prisma.installation.findUnique({ where: { key: loading } })) await startAgain(deps);
  if ((await deps.prisma.community.count()) > 0 || (await deps.prisma.person.count()) > 0) return false;
  const began = Date.now();
  deps.log.info('Loading the demo communities');
  await deps.prisma.installation.create({ data: { key: loading, value: {} } });
  await loadVocabularies(deps);
  const [passwordHash, categoryIds, skillIds] = await Promise.all([
    hashPassword(demoPassword),
    idsByKey(deps.prisma.category.findMany({ select: { id: true, key: true } })),
    idsByKey(deps.prisma.skill.findMany({ select: { id: true, key: true } })),
  ]);
  const nyc = await loadNyc(deps, passwordHash, skillIds);
  const changsha = await loadChangsha(deps, passwordHash, { categoryIds, skillIds });
  await loadHelp(deps);
  await deps.pool.query(leaveInTheApp);
  await deps.prisma.$transaction(async (tx) => {
    await keepDemoFacts(tx, { weeksMoved: nyc.weeksMoved, signIns: [...nyc.signIns, ...changsha] });
    await tx.installation.delete({ where: { key: loading } });
  }, patience);
  await deps.pool.query('ANALYZE');
  deps.log.info(
    { weeksMoved: nyc.weeksMoved, milliseconds: Date.now() - began },
    'The demo communities are ready',
  );
  return true;
}

/** What happened before anybody looked is not told anew: of each demo sign-in the latest three messages go to the mailbox page. */
const leaveInTheApp = `
  UPDATE "Notice" SET "plannedAt" = "createdAt" WHERE id NOT IN (
    SELECT id FROM (
      SELECT n.id, row_number() OVER (PARTITION BY n."personId" ORDER BY n."createdAt" DESC, n.id DESC) AS place
      FROM "Notice" n JOIN "Account" a ON a."personId" = n."personId"
    ) latest WHERE place <= 3)`;

const idsByKey = async (
  rows: Promise<readonly { id: string; key: string }[]>,
): Promise<Map<string, string>> => new Map((await rows).map(({ id, key }) => [key, id]));

/** Nothing but an unfinished demo is in this database, so all of it goes: ledger and history allow no other way. */
async function startAgain(deps: Deps): Promise<void> {
  deps.log.warn('An earlier load of the demo was cut short; starting again');
  await deps.pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await migrate(deps.pool);
}
