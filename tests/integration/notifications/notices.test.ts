import { describe, expect, it } from 'vitest';
import { inTransaction } from '~/server/database/transaction';
import { systemClock } from '~/server/deps';
import { noticeKinds } from '~/server/modules/notifications/kinds';
import { markNoticesRead } from '~/server/modules/notifications/mark-notices-read';
import { notify, notifyAll } from '~/server/modules/notifications/notify';
import { countUnreadNotices, findNotices } from '~/server/modules/notifications/queries';
import { noticeSentence } from '~/server/modules/notifications/words';
import { anonymous, system } from '~/server/policy/actor';
import { Refused } from '~/server/policy/refusal';
import { silentSignal } from '~/server/realtime/signal';
import { createClaim, createClaimant, createScene } from '~/tests/factories/claim';
import { createTestDatabase } from '~/tests/setup/database';
import { pino } from 'pino';

const { pool, prisma } = await createTestDatabase();
const deps = {
  pool,
  prisma,
  clock: systemClock,
  events: silentSignal,
  log: pino({ level: 'silent' }),
  settings: { demo: false, publicUrl: 'https://linli.test', secret: 'test', secureCookies: false },
};

describe('notices', () => {
  it('reach the person they are for, newest first, with the words joined when read', async () => {
    const { need, task, organisation } = await createScene(prisma, { need: { title: 'Serve lunch' } });
    const [reader, other] = [await createClaimant(prisma), await createClaimant(prisma)];
    const claim = await createClaim(prisma, task, {
      personId: reader.personId,
      state: 'released',
      reason: 'Rain is forecast',
    });
    await inTransaction(deps, system(), async (tx) => {
      await notifyAll(tx, [reader.personId, reader.personId, other.personId], 'need_cancelled', {
        needId: need.id,
      });
    });
    await prisma.need.update({ where: { id: need.id }, data: { statusReason: 'The kitchen is closed' } });
    await inTransaction(deps, system(), async (tx) => {
      await notify(tx, reader.personId, 'claim_released', { claimId: claim.id });
      await notify(tx, reader.personId, 'organisation_verified', { organisationId: organisation.id });
    });

    const notices = await findNotices(deps, reader, 10);
    expect(notices.map((notice) => noticeSentence(notice.kind, notice, 'en'))).toEqual([
      `${organisation.name} was verified. It may now post needs.`,
      'Your place in “Serve lunch” was released by the organiser. Reason: Rain is forecast',
      '“Serve lunch” was cancelled. You need not come. Reason: The kitchen is closed',
    ]);
    expect(noticeSentence(notices[2]!.kind, notices[2]!, 'zh-CN')).toBe(
      '“Serve lunch”已取消，您不用到场了。原因：The kitchen is closed',
    );
    expect(await countUnreadNotices(deps, other)).toBe(1);
  });

  it('are marked as read for their reader alone', async () => {
    const { need } = await createScene(prisma);
    const [reader, other] = [await createClaimant(prisma), await createClaimant(prisma)];
    await inTransaction(deps, system(), (tx) =>
      notifyAll(tx, [reader.personId, other.personId], 'need_changed', { needId: need.id }),
    );
    expect(await markNoticesRead(deps, reader)).toEqual({ read: 1 });
    expect(await countUnreadNotices(deps, reader)).toBe(0);
    expect(await countUnreadNotices(deps, other)).toBe(1);
    expect((await findNotices(deps, reader, 10))[0]?.readAt).toBeInstanceOf(Date);
  });

  it('are refused to a stranger', async () => {
    await expect(findNotices(deps, anonymous(), 10)).rejects.toThrow(Refused);
    expect(await countUnreadNotices(deps, anonymous())).toBe(0);
  });

  it('have words of their own for every kind, in both languages', () => {
    const facts = {
      title: 'T',
      unit: 'U',
      number: 'N',
      taskTitle: 'S',
      startsAt: new Date(0),
      expiresAt: new Date(0),
      timeZone: 'UTC',
      reason: 'R',
    };
    for (const locale of ['en', 'zh-CN'] as const) {
      const said = noticeKinds.map((kind) => noticeSentence(kind, facts, locale));
      expect(new Set(said).size).toBe(noticeKinds.length);
    }
  });
});
