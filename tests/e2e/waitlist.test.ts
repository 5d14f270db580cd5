import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { claimTask } from '~/server/modules/claims/claim-task';
import { joinWaitlist } from '~/server/modules/claims/join-waitlist';
import { withdrawClaim } from '~/server/modules/claims/withdraw-claim';
import { createClaimant, createScene } from '~/tests/factories/claim';
import { countLoads, openSite, press, sees } from '~/tests/helpers/e2e-site';

const site = await openSite();
const { prisma } = site;

const click = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name}`) }).click();

/** A task of one place that somebody has, in a week. */
async function fullTask() {
  const scene = await createScene(prisma, { task: { minimumPlaces: 1, maximumPlaces: 1 } });
  const holder = await createClaimant(prisma, { displayName: 'Hal Holder' });
  const held = await claimTask(site.deps, holder, { task: scene.task.id });
  return {
    ...scene,
    holder,
    held,
    path: `/needs/${encodeId('Need', scene.need.id)}`,
    roster: `/organisation/tasks/${encodeId('Task', scene.task.id)}/roster`,
  };
}

describe('a place that somebody gives back', () => {
  it('is seen by the next in line and by the coordinator as it happens, and is theirs in one press', async () => {
    const { task, path, roster, holder, coordinator } = await fullTask();
    const first = await createClaimant(prisma, { displayName: 'Fay First' });
    const second = await createClaimant(prisma, { displayName: 'Sam Second' });
    await joinWaitlist(site.deps, first, { task: task.id });

    const late = await site.openLive(path, { as: second });
    await sees(late, '1 person waits already.');
    await click(late, 'Join the waitlist');
    await sees(late, 'Waitlist: you are 2nd');

    const own = await site.openLive(path, { as: holder });
    const next = await site.openLive('/my/tasks', { as: first });
    const desk = await site.openLive(roster, { as: coordinator });
    await sees(next, 'Waitlist: you are 1st');
    await sees(desk, 'No. 2 in line');
    const loads = [next, late, desk].map(countLoads);

    await click(own, 'I can’t make it');
    await sees(next, 'This place is kept for you until');
    await sees(late, 'Waitlist: you are 1st');
    await sees(desk, 'Kept for them until');
    // It is owed: a stranger is not offered it.
    const stranger = await site.open(path, { as: await createClaimant(prisma) });
    expect(await stranger.getByRole('button', { name: /^Sign up/ }).count()).toBe(0);

    await click(next, 'Take the place');
    await sees(next, 'Confirmed', { exact: true });
    await desk.getByText('Kept for them until').waitFor({ state: 'detached' });
    expect(loads.map((count) => count())).toEqual([0, 0, 0]);
  });

  it('is passed on and left without JavaScript, on a phone', async () => {
    const { task, path, holder, held } = await fullTask();
    const first = await createClaimant(prisma, { displayName: 'Fay First' });
    const browser = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };
    const page = await site.open(path, { as: first, browser });
    await press(page, /^Join the waitlist/);
    await sees(page, 'Waitlist: you are 1st');
    await withdrawClaim(site.deps, holder, { claim: held.id });
    await page.goto('/notices');
    await sees(page, 'A place is free for you');
    await page.getByRole('link', { name: /A place is free for you/ }).click();
    await sees(page, 'This place is kept for you until');
    await press(page, /^Not now, keep me waiting/);
    await sees(page, 'A place is free at the moment.');
    await press(page, /^Leave the waitlist/);
    const states = await prisma.claim.findMany({ where: { taskId: task.id, personId: first.personId } });
    expect(states.map(({ state }) => state)).toEqual(['withdrawn']);
  });
});
