import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { claimTask } from '~/server/modules/claims/claim-task';
import { createClaimant, createScene } from '~/tests/factories/claim';
import { countLoads, openSite } from '~/tests/helpers/e2e-site';

const site = await openSite();
const { prisma } = site;

const taken = (page: Page, count: number) => page.getByText(new RegExp(`${5 - count} of 5`)).first();

describe('an open page', () => {
  it('shows a claim within a second of the commit, on two browsers, without being loaded again', async () => {
    const { need, task } = await createScene(prisma);
    const path = `/needs/${encodeId('Need', need.id)}`;
    const own = await createClaimant(prisma);
    const pages = [
      await site.openLive(path),
      await site.openLive(path, { as: own }),
      await site.openLive('/'),
    ];
    const loads = pages.map(countLoads);

    await claimTask(site.deps, await createClaimant(prisma), { task: task.id });
    await Promise.all(pages.map((page) => taken(page, 1).waitFor({ timeout: 1_000 })));
    expect(loads.map((count) => count())).toEqual([0, 0, 0]);
  });

  it('catches up after its browser was offline', async () => {
    const { need, task } = await createScene(prisma);
    const page = await site.openLive(`/needs/${encodeId('Need', need.id)}`);
    await page.context().setOffline(true);
    // A socket that is open stays open when a browser is told to be offline: the server hangs up.
    await claimTask(site.deps, await createClaimant(prisma), { task: task.id });
    await page.getByText('No connection.').waitFor();
    await page.context().setOffline(false);
    await taken(page, 1).waitFor({ timeout: 5_000 });
    await page.getByText('No connection.').waitFor({ state: 'hidden' });
  });

  it('catches up after the server was started again', async () => {
    const { need, task } = await createScene(prisma);
    const page = await site.openLive(`/needs/${encodeId('Need', need.id)}`);
    const loads = countLoads(page);
    const claim = async () => claimTask(site.deps, await createClaimant(prisma), { task: task.id });
    await site.stop();
    await claim();
    await site.start();
    await taken(page, 1).waitFor({ timeout: 10_000 });
    await claim();
    await taken(page, 2).waitFor({ timeout: 1_500 });
    expect(loads()).toBe(0);
  });

  it('marks what changed for two seconds', async () => {
    const { task } = await createScene(prisma);
    const page = await site.openLive('/');
    await claimTask(site.deps, await createClaimant(prisma), { task: task.id });
    await page.locator('[data-live-changed]').first().waitFor({ timeout: 1_500 });
    await page.locator('[data-live-changed]').first().waitFor({ state: 'detached', timeout: 4_000 });
  });
});
