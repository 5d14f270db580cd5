import { describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { claimTask } from '~/server/modules/claims/claim-task';
import { createClaimant } from '~/tests/factories/claim';
import { createNeed } from '~/tests/factories/need';
import { createTask } from '~/tests/factories/task';
import { openSite, sees } from '~/tests/helpers/e2e-site';
import { createNeighbourhood } from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

describe('a need that is cancelled', () => {
  it('says why to everyone who had signed up, on whatever page they have open, and leaves the board', async () => {
    const { community, organisation, coordinator, volunteer } = await createNeighbourhood(site);
    const title = 'Picnic in the park';
    const need = await createNeed(prisma, {
      communityId: community.id,
      organisationId: organisation.id,
      title,
    });
    const task = await createTask(prisma, { needId: need.id });
    const friend = await createClaimant(prisma, { displayName: 'Fred Friend' });
    for (const actor of [volunteer.actor, friend]) await claimTask(site.deps, actor, { task: task.id });

    const path = `/needs/${encodeId('Need', need.id)}`;
    const board = await site.openLive('/');
    const visitor = await site.openLive(path);
    const first = await site.openLive('/my/tasks', { as: volunteer.actor });
    const second = await site.openLive('/notices', { as: friend });
    const desk = await site.open(`/organisation${path}`, { as: coordinator.actor });
    await Promise.all([sees(board, title), sees(first, title)]);

    await desk.getByText('Cancel this need').click();
    const confirm = desk.getByRole('button', { name: 'Cancel it and tell everyone' });
    await confirm.click();
    await sees(desk, 'Please fill this in.');
    expect(await board.getByText(title).count()).toBe(1);
    await desk.getByLabel('Why is it cancelled?').fill('A storm is coming on Saturday.');
    await confirm.click();
    await sees(desk, 'Cancelled: A storm is coming on Saturday.', { exact: true });

    await board.getByText(title).waitFor({ state: 'detached' });
    await sees(visitor, 'This need has been cancelled');
    await sees(visitor, 'A storm is coming on Saturday.');
    await first.getByText(title).waitFor({ state: 'detached' });
    await sees(second, `“${title}” was cancelled.`);
    await sees(second, 'A storm is coming on Saturday.');
    await first.getByRole('link', { name: 'Past' }).click();
    await sees(first, 'A storm is coming on Saturday.');
    await first.getByRole('link', { name: '1 new notice' }).waitFor();
  });
});

describe('one task that is cancelled', () => {
  it('says why to those who had claimed it, without JavaScript too, and leaves the others their places', async () => {
    const { community, organisation, coordinator, volunteer } = await createNeighbourhood(site);
    const title = 'Lunch for elders';
    const need = await createNeed(prisma, {
      communityId: community.id,
      organisationId: organisation.id,
      title,
    });
    const cooking = await createTask(prisma, { needId: need.id, title: 'Cooking' });
    const serving = await createTask(prisma, {
      needId: need.id,
      title: 'Serving',
      startsAt: new Date(cooking.startsAt.getTime() + 86_400_000),
    });
    await createTask(prisma, {
      needId: need.id,
      title: 'Washing up',
      startsAt: new Date(cooking.startsAt.getTime() + 2 * 86_400_000),
    });
    const friend = await createClaimant(prisma, { displayName: 'Fred Friend' });
    await claimTask(site.deps, volunteer.actor, { task: cooking.id });
    await claimTask(site.deps, friend, { task: serving.id });

    const path = `/organisation/needs/${encodeId('Need', need.id)}`;
    const first = await site.openLive('/notices', { as: volunteer.actor });
    const second = await site.openLive('/my/tasks', { as: friend });
    const colleague = await site.openLive(`${path}/edit/tasks`, { as: coordinator.actor });
    await colleague.getByText('Cancel this task').last().click();
    await colleague.getByLabel('Why is it cancelled?').last().fill('Half typed');
    const desk = await site.open(`${path}/edit/tasks`, {
      as: coordinator.actor,
      browser: { javaScriptEnabled: false },
    });
    await desk.getByText('Cancel this task').first().click();
    const confirm = desk.getByRole('button', { name: 'Cancel the task and tell everyone' }).first();
    await confirm.click();
    await sees(desk, 'Please fill this in.');
    await desk.getByLabel('Why is it cancelled?').first().fill('The stove broke.');
    await confirm.click();
    await desk.getByText('Cooking', { exact: true }).waitFor({ state: 'detached' });

    await sees(first, 'the task “Cooking”');
    await sees(first, 'The stove broke.');
    // Whoever types on the same page sees it go, and keeps what was typed.
    await colleague.getByText('Cooking', { exact: true }).waitFor({ state: 'detached' });
    expect(await colleague.getByLabel('Why is it cancelled?').last().inputValue()).toBe('Half typed');
    await sees(second, title);
    const page = await site.open(path, { as: coordinator.actor });
    await sees(page, 'Cancelled: The stove broke.');
    await page.getByText('History').click();
    await sees(page, 'A task was cancelled');
  });
});
