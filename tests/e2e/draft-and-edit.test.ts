import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { claimTask } from '~/server/modules/claims/claim-task';
import { createMember } from '~/tests/factories/actor';
import { createNeed } from '~/tests/factories/need';
import { createTask } from '~/tests/factories/task';
import { openSite, sees } from '~/tests/helpers/e2e-site';
import { createNeighbourhood, hoursAhead, inField, minutesAfter } from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

const next = (page: Page) => page.getByRole('button', { name: 'Save and continue' });
const question = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();

describe('a draft', () => {
  it('keeps what was typed through mistakes, waits on the desk, and is finished later in another browser', async () => {
    const { coordinator, category } = await createNeighbourhood(site);
    const page = await site.open('/organisation', { as: coordinator.actor });
    await page.getByRole('link', { name: 'Post a need' }).first().click();
    await page.getByLabel('What volunteers will do').fill('Read picture books aloud.');
    const refused = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await next(page).click();
    expect((await refused).status()).toBe(400);
    await sees(page, 'Please fill this in.');
    expect(await page.getByLabel('What volunteers will do').inputValue()).toBe('Read picture books aloud.');
    await page.getByLabel('Title').fill('Read to children');
    await page.getByLabel('Category').selectOption(category.nameEn);
    await next(page).click();
    await question(page, 'Where does it take place?');

    const later = await site.open('/organisation', { as: coordinator.actor });
    await later.getByRole('link', { name: /drafts? to finish/ }).click();
    await later.getByRole('link', { name: 'Read to children' }).click();
    await sees(later, 'This is a draft.');
    await later.getByRole('link', { name: 'Edit' }).click();
    await later.getByRole('link', { name: 'Add the first task' }).click();

    const startsAt = hoursAhead(48);
    await later.getByLabel('Starts').fill(inField(startsAt));
    await later.getByLabel('Ends').fill(inField(minutesAfter(startsAt, -60)));
    await later.getByLabel('At least').fill('5');
    await later.getByLabel('At most').fill('3');
    await later.getByRole('button', { name: 'Save the task' }).click();
    await sees(later, 'The end must come after the start.');
    expect(await later.getByLabel('Starts').inputValue()).toBe(inField(startsAt));
    await later.getByLabel('Ends').fill(inField(minutesAfter(startsAt, 60)));
    await later.getByLabel('At most').fill('5');
    await later.getByRole('button', { name: 'Save the task' }).click();
    await sees(later, 'at least 5, at most 5 people');
    await later.getByRole('link', { name: 'Continue' }).click();
    await later.getByLabel('What to bring').fill('Your favourite picture book');
    await next(later).click();
    await sees(later, 'Your favourite picture book');
    await sees(later, 'Read picture books aloud.');

    const board = await site.openLive('/');
    expect(await board.getByText('Read to children').count()).toBe(0);
    await later.getByRole('button', { name: 'Publish' }).click();
    await board.getByRole('link', { name: 'Read to children' }).waitFor();
  });

  it('that two people edit at once shows the second what the first saved, and keeps both texts', async () => {
    const { community, organisation, coordinator } = await createNeighbourhood(site);
    const colleague = await createMember(prisma, organisation, 'coordinator');
    const need = await createNeed(prisma, {
      communityId: community.id,
      organisationId: organisation.id,
      status: 'draft',
      title: 'Tidy the library',
    });
    const path = `/organisation/needs/${encodeId('Need', need.id)}/edit/what`;
    const first = await site.open(path, { as: coordinator.actor });
    const second = await site.open(path, { as: colleague });
    await first.getByLabel('Title').fill('Tidy the children’s library');
    await second.getByLabel('Title').fill('Tidy the town library');
    await next(first).click();
    await question(first, 'Where does it take place?');
    await next(second).click();
    await sees(second, 'Someone else saved this need while you were editing');
    await sees(second, 'Tidy the children’s library');
    expect(await second.getByLabel('Title').inputValue()).toBe('Tidy the town library');
    await next(second).click();
    await question(second, 'Where does it take place?');
    const { title } = await prisma.need.findUniqueOrThrow({ where: { id: need.id } });
    expect(title).toBe('Tidy the town library');
  });
});

describe('a published need', () => {
  it('is edited in front of its readers, and whoever signed up is told', async () => {
    const { community, organisation, coordinator, volunteer } = await createNeighbourhood(site);
    const need = await createNeed(prisma, {
      communityId: community.id,
      organisationId: organisation.id,
      title: 'Bake bread',
      placeName: 'Old mill',
    });
    const task = await createTask(prisma, { needId: need.id });
    await claimTask(site.deps, volunteer.actor, { task: task.id });
    const path = `/needs/${encodeId('Need', need.id)}`;
    const reader = await site.openLive(path);
    const helper = await site.openLive('/notices', { as: volunteer.actor });
    const tasks = await site.openLive('/my/tasks', { as: volunteer.actor });
    const desk = await site.open(`/organisation${path}`, { as: coordinator.actor });
    await desk.getByRole('link', { name: 'Edit' }).click();
    await desk.getByRole('link', { name: /Where/ }).click();
    await desk.getByLabel('Name of the place').fill('New mill');
    await next(desk).click();
    await question(desk, 'Which tasks are there, and when?');
    await sees(reader, 'New mill');
    await sees(tasks, 'New mill');
    await sees(helper, '“Bake bread” was changed. Please check the time and place.');
  });

  it('is posted again as a copy, with its place and tasks some weeks later', async () => {
    const { community, organisation, coordinator } = await createNeighbourhood(site);
    const need = await createNeed(prisma, {
      communityId: community.id,
      organisationId: organisation.id,
      status: 'completed',
      title: 'Sing together',
      placeName: 'Music school',
    });
    const startsAt = hoursAhead(-72);
    await createTask(prisma, { needId: need.id, startsAt, endsAt: minutesAfter(startsAt, 90) });
    const path = `/organisation/needs/${encodeId('Need', need.id)}`;
    const desk = await site.open(path, { as: coordinator.actor });
    await desk.getByRole('link', { name: 'Post it again as a copy' }).click();
    await sees(desk, /^Copied from “Sing together”/);
    await next(desk).click();
    expect(await desk.getByLabel('Name of the place').inputValue()).toBe('Music school');
    await next(desk).click();
    await desk.getByRole('link', { name: 'Continue' }).click();
    await next(desk).click();
    await desk.getByRole('button', { name: 'Publish' }).click();
    await sees(desk, 'Recruiting');
    const copy = await prisma.need.findFirstOrThrow({
      where: { title: 'Sing together', id: { not: need.id } },
      include: { tasks: true },
    });
    const weeks = (Number(copy.tasks[0]?.startsAt) - startsAt.getTime()) / (7 * 24 * 3_600_000);
    expect(weeks).toBe(1);
  });
});
