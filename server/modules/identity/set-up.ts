import type { z } from 'zod';
import { advisoryLocks } from '~/server/database/advisory-locks';
import { inTransaction } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { insertCommittee } from '~/server/modules/communities/insert-committee';
import { insertCommunity } from '~/server/modules/communities/insert-community';
import { anonymous, type Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { countAttempt } from './attempts';
import type { Client } from './client';
import type { SetUpInput } from './input';
import { isSetUp, isSetupCode } from './installation';
import { openSession, type OpenedSession } from './open-session';
import { hashPassword } from './passwords';
import { registerPerson } from './register-person';

/**
 * The first run of a real installation: makes the root community, its committee, and the first person, who is operator and
 * chair. Works once, with the code from the log.
 */
export async function setUp(
  deps: Deps,
  actor: Actor,
  input: z.output<typeof SetUpInput> & { committeeName: string },
  client: Client,
): Promise<OpenedSession> {
  if (deps.settings.demo) refuse('NOT_IN_DEMO');
  await countAttempt(deps, 'set_up_address', client.address);
  const passwordHash = await hashPassword(input.password);
  const stranger = { ...anonymous(actor.channel), idempotency: actor.idempotency };
  const account = await inTransaction(deps, stranger, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.setUp})`;
    if (await isSetUp(tx)) refuse('ALREADY_DONE');
    if (!(await isSetupCode(tx, deps, input.code))) refuse('CODE_WRONG');
    const communityId = await insertCommunity(tx, deps, {
      parentId: null,
      level: input.communityLevel,
      name: input.communityName,
      timeZone: input.timeZone,
      settings: { country: input.timeZone.startsWith('America/') ? 'US' : 'CN' },
    });
    const person = await registerPerson(tx, deps, stranger, {
      displayName: input.displayName,
      homeCommunityId: communityId,
      phone: input.phone,
      email: input.email,
      country: input.timeZone.startsWith('America/') ? 'US' : 'CN',
      passwordHash,
      isOperator: true,
      acceptsTerms: true,
      isDemo: false,
    });
    await insertCommittee(tx, deps, {
      communityId,
      name: input.committeeName,
      chairId: person.personId,
      isDemo: false,
    });
    await tx.installation.deleteMany({ where: { key: 'setup' } });
    await recordChange(
      tx,
      deps,
      { ...stranger, ...person, capacity: 'system' },
      {
        type: 'community:set_up',
        subjectType: 'community',
        subjectId: communityId,
        payload: { communityId },
        feeds: [`community:${communityId}`],
      },
    );
    return person;
  });
  return openSession(deps, stranger, account, client);
}
