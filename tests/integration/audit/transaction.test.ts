import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newId } from '~/server/database/id';
import { inTransaction } from '~/server/database/transaction';
import { recordChange } from '~/server/modules/audit/record-change';
import { anonymous, type Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps } from '~/tests/setup/deps';

const database = await createTestDatabase({ connections: 20 });
const deps = testDeps(database);

const withKey = (key: string, body: string): Actor => ({
  ...anonymous(),
  idempotency: {
    scope: 'tests',
    key,
    operation: 'doIt',
    requestHash: createHash('sha256').update(body).digest(),
  },
});

const household = async (tx: Parameters<Parameters<typeof inTransaction>[2]>[0], label: string) => {
  const { id } = await tx.household.create({ data: { id: newId(), communityId: newId(), label } });
  return { id };
};

describe('inTransaction', () => {
  it('gives fifty parallel repeats under one key one effect and equal answers', async () => {
    const actor = withKey('fifty-times', 'same');
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => inTransaction(deps, actor, (tx) => household(tx, 'fifty'))),
    );
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect(await deps.prisma.household.count({ where: { label: 'fifty' } })).toBe(1);
  });

  it('refuses another request under a used key', async () => {
    await inTransaction(deps, withKey('two-bodies', 'first'), (tx) => household(tx, 'bodies'));
    const second = inTransaction(deps, withKey('two-bodies', 'second'), (tx) => household(tx, 'bodies'));
    await expect(second).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect(await deps.prisma.household.count({ where: { label: 'bodies' } })).toBe(1);
  });

  it('keeps no key and no row of a refused request', async () => {
    const actor = withKey('refused-first', 'same');
    const refused = inTransaction(deps, actor, async (tx) => {
      await household(tx, 'refused');
      return refuse('FULL');
    });
    await expect(refused).rejects.toMatchObject({ code: 'FULL' });
    expect(await deps.prisma.household.count({ where: { label: 'refused' } })).toBe(0);
    await inTransaction(deps, actor, (tx) => household(tx, 'refused'));
    expect(await deps.prisma.household.count({ where: { label: 'refused' } })).toBe(1);
  });
});

describe('recordChange', () => {
  const change = (subjectId: string) => ({
    type: 'need:published' as const,
    subjectType: 'need' as const,
    subjectId,
    fromState: 'draft',
    toState: 'open',
    payload: { needId: subjectId },
    feeds: ['board', `need:${subjectId}`, 'board'] as const,
  });

  it('writes history and event with the actor, or neither', async () => {
    const [kept, lost] = [newId(), newId()];
    const actor: Actor = {
      ...anonymous('phone'),
      personId: newId(),
      onBehalfOfId: newId(),
      capacity: 'officer',
    };
    await inTransaction(deps, actor, (tx) => recordChange(tx, deps, actor, change(kept)));
    await inTransaction(deps, actor, async (tx) => {
      await recordChange(tx, deps, actor, change(lost));
      refuse('WRONG_STATE');
    }).catch(() => undefined);

    const history = await deps.prisma.history.findMany({ where: { subjectId: { in: [kept, lost] } } });
    const events = await deps.prisma.event.findMany({ where: { aggregateId: { in: [kept, lost] } } });
    const who = {
      actorPersonId: actor.personId,
      onBehalfOfId: actor.onBehalfOfId,
      capacity: 'officer',
      channel: 'phone',
    };
    expect(history).toMatchObject([{ subjectId: kept, action: 'need:published', toState: 'open', ...who }]);
    expect(events).toMatchObject([
      { aggregateId: kept, feeds: ['board', `need:${kept}`], position: null, ...who },
    ]);
  });

  it('is kept from change by the database', async () => {
    const id = newId();
    await inTransaction(deps, anonymous(), (tx) => recordChange(tx, deps, anonymous(), change(id)));
    await expect(
      deps.prisma.history.updateMany({ where: { subjectId: id }, data: { reason: 'new' } }),
    ).rejects.toThrow();
    await expect(deps.prisma.history.deleteMany({ where: { subjectId: id } })).rejects.toThrow();
    await expect(deps.pool.query('TRUNCATE "History"')).rejects.toThrow();
  });
});
