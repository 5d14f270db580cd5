import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { newId } from '~/server/database/id';
import { chooseNotices } from '~/server/modules/notifications/choose-notices';
import { findAstrayDeliveries } from '~/server/modules/notifications/find-astray';
import { markTold } from '~/server/modules/notifications/mark-told';
import { findMailbox } from '~/server/modules/notifications/mailbox';
import { findNoticeSettings } from '~/server/modules/notifications/notice-settings';
import { findUnsubscribed, unsubscribe } from '~/server/modules/notifications/unsubscribe';
import { unsubscribeToken } from '~/server/modules/notifications/unsubscribe-token';
import { anonymous } from '~/server/policy/actor';
import { createMember } from '~/tests/factories/actor';
import { createClaimant, createScene } from '~/tests/factories/claim';
import { createEmail } from '~/tests/factories/contact-point';
import { createTestDatabase } from '~/tests/setup/database';
import { testDeps, testSettings } from '~/tests/setup/deps';
import { refusalCodeOf } from '~/tests/setup/refusal';

const database = await createTestDatabase();
const { prisma } = database;
const deps = testDeps(database, { settings: { ...testSettings, channels: ['email'] } });

const daily = { email: 'daily', sms: 'off', push: 'off' } as const;

describe('what a person chose', () => {
  test('stands beside what counts by itself, and quiet hours are the own ones until given back', async () => {
    const { community } = await createScene(prisma);
    const reader = await createClaimant(prisma, { homeCommunityId: community.id });
    await prisma.communitySetting.create({
      data: { communityId: community.id, key: 'quietHours', value: { from: '21:00', until: '06:30' } },
    });
    const before = await findNoticeSettings(deps, reader);
    expect(before).toMatchObject({
      channels: [{ channel: 'email', isReached: false }],
      quiet: { from: '21:00', until: '06:30' },
      isOwnQuiet: false,
    });
    await createEmail(prisma, reader.personId);
    await chooseNotices(deps, reader, {
      choices: [{ group: 'now', ...daily }],
      quiet: { from: '20:00', until: '09:00' },
    });
    const after = await findNoticeSettings(deps, reader);
    expect(after?.groups[0]).toEqual({ group: 'now', ...daily });
    expect(after?.groups[1]).toEqual(before?.groups[1]);
    expect(after).toMatchObject({
      channels: [{ channel: 'email', isReached: true }],
      quiet: { from: '20:00', until: '09:00' },
      isOwnQuiet: true,
    });
    await chooseNotices(deps, reader, { choices: [], quiet: null });
    expect((await findNoticeSettings(deps, reader))?.isOwnQuiet).toBe(false);
  });

  test('is nothing to a stranger', async () => {
    expect(await findNoticeSettings(deps, anonymous())).toBeNull();
    expect(await refusalCodeOf(chooseNotices(deps, anonymous(), { choices: [] }))).toBe('NOT_SIGNED_IN');
  });
});

describe('the link of a message', () => {
  test('switches that kind off over that channel alone, without signing in, as often as it is pressed', async () => {
    const reader = await createClaimant(prisma);
    const meant = { personId: reader.personId, groups: ['mine'], channel: 'email' } as const;
    const token = unsubscribeToken(deps.settings, meant);
    expect(findUnsubscribed(deps, token)).toEqual(meant);
    await Promise.all([1, 2, 3].map(() => unsubscribe(deps, anonymous(), { token })));
    const settings = await findNoticeSettings(deps, reader);
    expect(settings?.groups.filter(({ email }) => email === 'off').map(({ group }) => group)).toEqual([
      'mine',
    ]);
    expect(settings?.groups[1]?.push).toBe('immediately');
  });

  test('of several kinds that came together switches them all off; one of earlier days is still good', async () => {
    const reader = await createClaimant(prisma);
    const body = Buffer.from(JSON.stringify({ p: reader.personId, g: 'news', c: 'email' })).toString(
      'base64url',
    );
    const signature = createHmac('sha256', deps.settings.secret).update(`unsubscribe ${body}`).digest();
    const earlier = `${body}.${signature.subarray(0, 18).toString('base64url')}`;
    const off = async () =>
      (await findNoticeSettings(deps, reader))?.groups
        .filter(({ email }) => email === 'off')
        .map(({ group }) => group);
    await unsubscribe(deps, anonymous(), { token: earlier });
    expect(await off()).toEqual(['news']);
    const groups = ['mine', 'work'] as const;
    const token = unsubscribeToken(deps.settings, { personId: reader.personId, groups, channel: 'email' });
    await unsubscribe(deps, anonymous(), { token });
    expect(await off()).toEqual(['mine', 'work', 'news']);
  });

  test('does nothing when it was altered, made for nobody, or made by another installation', async () => {
    const reader = await createClaimant(prisma);
    const meant = { personId: reader.personId, groups: ['mine'], channel: 'email' } as const;
    const token = unsubscribeToken(deps.settings, meant);
    const [body = '', signature = ''] = token.split('.');
    const other = Buffer.from(JSON.stringify({ p: newId(), g: 'mine', c: 'email' })).toString('base64url');
    for (const wrong of [
      '',
      '.',
      body,
      `${body}.`,
      `${other}.${signature}`,
      unsubscribeToken({ secret: 'another secret, of another installation' }, meant),
      unsubscribeToken(deps.settings, { ...meant, personId: newId() }),
    ])
      expect(await refusalCodeOf(unsubscribe(deps, anonymous(), { token: wrong }))).toBe('NOT_FOUND');
    expect(await prisma.noticeChoice.count({ where: { personId: reader.personId } })).toBe(0);
  });
});

describe('what did not arrive', () => {
  async function astray() {
    const scene = await createScene(prisma, { need: { title: 'Serve lunch' } });
    const reader = await createClaimant(prisma, { homeCommunityId: scene.community.id });
    const notice = await prisma.notice.create({
      data: {
        id: newId(),
        personId: reader.personId,
        kind: 'need_cancelled',
        detail: { needId: scene.need.id },
      },
    });
    const now = deps.clock.now();
    const { id } = await prisma.delivery.create({
      data: {
        id: newId(),
        noticeId: notice.id,
        channel: 'email',
        state: 'unknown',
        error: 'interrupted',
        dueAt: now,
        settledAt: now,
      },
    });
    const officer = await createMember(prisma, scene.committee, 'officer');
    return { id, reader, officer, coordinator: scene.coordinator };
  }

  test('stands before the committee of the person until somebody has told them', async () => {
    const { id, reader, officer } = await astray();
    const shown = await findAstrayDeliveries(deps, officer, 'en');
    expect(shown).toMatchObject([
      { id, personId: reader.personId, text: '“Serve lunch” was cancelled. You need not come.' },
    ]);
    await markTold(deps, officer, { id });
    expect(await findAstrayDeliveries(deps, officer, 'en')).toEqual([]);
    expect(await prisma.delivery.findUnique({ where: { id } })).toMatchObject({
      state: 'unknown',
      toldById: officer.personId,
    });
    expect(await refusalCodeOf(markTold(deps, officer, { id }))).toBe('ALREADY_DONE');
  });

  test('is nobody else’s business', async () => {
    const { id, reader, coordinator } = await astray();
    const elsewhere = (await astray()).officer;
    expect((await findAstrayDeliveries(deps, elsewhere, 'en')).map((delivery) => delivery.id)).not.toContain(
      id,
    );
    expect(await refusalCodeOf(markTold(deps, elsewhere, { id }))).toBe('NOT_FOUND');
    for (const actor of [reader, coordinator]) {
      expect(await refusalCodeOf(findAstrayDeliveries(deps, actor, 'en'))).toBe('NOT_ALLOWED');
      expect(await refusalCodeOf(markTold(deps, actor, { id }))).toBe('NOT_ALLOWED');
    }
  });
});

test('a real installation has no mailbox page', async () => {
  expect(await findMailbox(deps)).toBeNull();
});
