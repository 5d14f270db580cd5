import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { joinWaitlist } from '~/server/modules/claims/join-waitlist';
import { holdDraws } from '~/server/modules/draws/hold-draws';
import { createClaimant, createClaimants, createScene } from '~/tests/factories/claim';
import { openSite, press, sees } from '~/tests/helpers/e2e-site';

const site = await openSite();
const { prisma } = site;
const day = 24 * 3_600_000;

const click = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name}`) }).click();

/** A task of one place in a week, for which its coordinator lets lots be drawn. */
async function taskToDraw() {
  const scene = await createScene(prisma, { task: { maximumPlaces: 1 } });
  const id = encodeId('Task', scene.task.id);
  return {
    ...scene,
    path: `/needs/${encodeId('Need', scene.need.id)}`,
    setting: `/organisation/tasks/${id}/draw`,
    draw: `/draws/${id}`,
  };
}

describe('places drawn by lot', () => {
  it('are entered for, drawn, and drawn again in the browser of whoever looks', async () => {
    const { task, path, setting, draw, coordinator } = await taskToDraw();
    const desk = await site.open(setting, { as: coordinator });
    await click(desk, 'Draw lots');
    await desk.waitForURL(/\/needs\//);
    const volunteer = await createClaimant(prisma);
    const page = await site.openLive(path, { as: volunteer });
    await sees(page, 'Places are drawn by lot on');
    await click(page, 'Enter the draw');
    await sees(page, 'In the draw', { exact: true });
    for (const other of await createClaimants(prisma, 7))
      await joinWaitlist(site.deps, other, { task: task.id });

    await page.goto(draw);
    await sees(page, 'You have 384 tickets.');
    site.moveClockTo(new Date(task.startsAt.getTime() - 2 * day + 60_000));
    await holdDraws(site.deps);
    const later = await site.open(draw, { as: volunteer });
    await sees(later, 'This device drew the lots again');
    expect(await later.getByRole('row').count()).toBe(9);
    const winner = await prisma.claim.findFirstOrThrow({ where: { taskId: task.id, state: 'confirmed' } });
    const mine = await prisma.claim.findFirstOrThrow({ where: { personId: volunteer.personId } });
    await later.goto('/my/tasks');
    await sees(later, winner.id === mine.id ? 'Confirmed' : 'Waitlist: you are');
  });

  it('are set and entered for without JavaScript, on a phone, and stay once somebody is in', async () => {
    const { path, setting, coordinator, task } = await taskToDraw();
    const browser = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };
    const desk = await site.open(setting, { as: coordinator, browser });
    await desk.getByLabel('Lots are drawn on').fill('');
    await press(desk, /^Draw lots/);
    expect(await prisma.draw.count({ where: { taskId: task.id } })).toBe(0);
    await desk.goto(setting);
    await press(desk, /^Draw lots/);
    const page = await site.open(path, { as: await createClaimant(prisma), browser });
    await press(page, /^Enter the draw/);
    await sees(page, 'In the draw', { exact: true });
    await desk.goto(setting);
    await sees(desk, 'Somebody has entered, so the draw stays as it was announced.');
  });
});
