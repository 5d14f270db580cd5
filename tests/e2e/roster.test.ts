import { describe, expect, it } from 'vitest';
import { encodeId, newId } from '~/server/database/id';
import { createMember } from '~/tests/factories/actor';
import { createClaim, createClaimant } from '~/tests/factories/claim';
import { createNeed } from '~/tests/factories/need';
import { createOrganisation } from '~/tests/factories/organisation';
import { createRecord } from '~/tests/factories/record';
import { createTask } from '~/tests/factories/task';
import { openSite } from '~/tests/helpers/e2e-site';
import { createNeighbourhood, minutesAfter, type Neighbourhood } from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

/** An activity of the neighbourhood's kitchen that began so many minutes ago. */
async function activity({ community, organisation }: Neighbourhood, minutesAgo = 10, maximumPlaces = 50) {
  const startsAt = minutesAfter(new Date(), -minutesAgo);
  const need = await createNeed(prisma, {
    communityId: community.id,
    organisationId: organisation.id,
    status: 'in_progress',
    title: 'Clean the park',
  });
  const task = await createTask(prisma, { needId: need.id, startsAt, maximumPlaces });
  return { need, task, roster: `/organisation/tasks/${encodeId('Task', task.id)}/roster` };
}

describe('the roster', () => {
  it('checks people in one by one and together, finds a name, and a second screen follows', async () => {
    const place = await createNeighbourhood(site);
    const { task, roster } = await activity(place);
    for (let index = 1; index <= 10; index += 1) {
      const { personId } = await createClaimant(prisma, { displayName: `Helper ${index}` });
      await createClaim(prisma, task, { personId });
    }
    const as = place.coordinator.actor;
    const page = await site.open(roster, { as, browser: { viewport: { width: 390, height: 844 } } });
    const second = await site.openLive(roster, { as });
    await page.getByText('0 here · 10 due · 0 done').waitFor();

    await page.getByLabel('Find a name').fill('helper 10');
    await page.getByText('1 person found').waitFor();
    await page.getByRole('button', { name: 'Check in', exact: true }).click();
    await page.getByLabel('Find a name').fill('');
    await page.getByText('1 here · 9 due · 0 done').waitFor();
    await second.getByText('1 here · 9 due · 0 done').waitFor();

    for (const name of ['Helper 1', 'Helper 2', 'Helper 3'])
      await page.locator('#due').getByRole('checkbox', { name, exact: true }).check();
    await page.getByRole('button', { name: 'Check in ticked' }).click();
    await second.getByText('4 here · 6 due · 0 done').waitFor();
  });

  it('takes somebody who walked in, marks who did not come and takes it back, without JavaScript too', async () => {
    const place = await createNeighbourhood(site);
    const { task, roster } = await activity(place);
    const { personId } = await createClaimant(prisma, { displayName: 'Late Larry' });
    await createClaim(prisma, task, { personId });
    const page = await site.open(roster, {
      as: place.coordinator.actor,
      browser: { javaScriptEnabled: false },
    });
    await page.locator('summary', { hasText: 'Late Larry' }).click();
    await page.getByRole('button', { name: 'Mark as absent' }).click();
    await page.getByRole('heading', { name: 'Did not come (1)' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'Due (1)' }).waitFor();

    await page.getByRole('link', { name: 'Walk-in' }).click();
    await page.getByLabel('Full name').fill('Nina New');
    await page.getByRole('button', { name: 'Add and check in' }).last().click();
    await page.getByText('Ask them first, then tick.').waitFor();
    expect(await page.getByLabel('Full name').inputValue()).toBe('Nina New');
    await page.getByLabel('I told them the volunteer terms, and they agree.').check();
    await page.getByRole('button', { name: 'Add and check in' }).last().click();
    await page.getByRole('heading', { name: 'Here (1)' }).waitFor();
    await page.getByText('walked in').waitFor();
  });
});

it('confirms the hours without remarks at once, and leaves those to look at', async () => {
  const place = await createNeighbourhood(site);
  const { need, task } = await activity(place, 300);
  for (const [index, evidenceLevel] of [2, 2, 0].entries()) {
    const { personId } = await createClaimant(prisma, { displayName: `Server ${index + 1}` });
    const claim = await createClaim(prisma, task, { personId, state: 'attended' });
    await createRecord(
      prisma,
      { ...place, need, task },
      { personId, claimId: claim.id, evidenceLevel, startsAt: task.startsAt },
    );
  }
  const page = await site.open('/organisation/hours', { as: place.coordinator.actor });
  await page.getByRole('heading', { name: 'Look at these first (1)' }).waitFor();
  await page.getByRole('button', { name: 'Confirm 2 without remarks' }).click();
  await page.getByText('2 records confirmed').waitFor();
  expect(await prisma.serviceRecord.count({ where: { needId: need.id, state: 'confirmed' } })).toBe(2);
  await page.getByRole('checkbox', { name: /Server 3/ }).check();
  await page.getByRole('button', { name: 'Confirm 1 ticked' }).click();
  await page.getByText('1 record confirmed').waitFor();
});

describe('pages of an organisation', () => {
  it('look alike for ids that are unknown, foreign or no ids at all', async () => {
    const place = await createNeighbourhood(site);
    const there = await activity(await createNeighbourhood(site));
    const page = await site.open('/organisation', {
      as: place.coordinator.actor,
      browser: { javaScriptEnabled: false },
    });
    const routes = [
      (need: string) => `/organisation/needs/${need}`,
      ...['what', 'where', 'tasks', 'tasks/new', 'details', 'check'].map(
        (step) => (need: string) => `/organisation/needs/${need}/edit/${step}`,
      ),
      ...['roster', 'roster/print', 'poster', 'walk-in', 'code'].map(
        (part) => (_need: string, task: string) => `/organisation/tasks/${task}/${part}`,
      ),
    ];
    const ids = [
      [encodeId('Need', there.need.id), encodeId('Task', there.task.id)],
      [encodeId('Need', newId()), encodeId('Task', newId())],
      ['rubbish', 'rubbish'],
    ] as const;
    for (const route of routes) {
      const answers = [];
      for (const [need, task] of ids) {
        const response = await page.goto(route(need, task));
        answers.push([response?.status(), await page.getByRole('main').innerText()]);
      }
      const [foreign, ...others] = answers;
      expect([route('NEED', 'TASK'), foreign?.[0]]).toEqual([route('NEED', 'TASK'), 404]);
      for (const other of others) expect(other).toEqual(foreign);
    }
  });

  it('let a unit that waits for verification write a draft and not publish it', async () => {
    const { community } = await createNeighbourhood(site);
    const unit = await createOrganisation(prisma, { communityId: community.id, status: 'pending' });
    const as = await createMember(prisma, unit, 'coordinator');
    const need = await createNeed(prisma, {
      communityId: community.id,
      organisationId: unit.id,
      status: 'draft',
      title: 'Read to children',
    });
    await createTask(prisma, { needId: need.id });
    const page = await site.open(`/organisation/needs/${encodeId('Need', need.id)}/edit/check`, { as });
    await page.getByText('Your organisation is not verified yet').first().waitFor();
    const publish = page.getByRole('button', { name: 'Publish' });
    if ((await publish.count()) > 0) await publish.click();
    await page.waitForTimeout(300);
    expect((await prisma.need.findUniqueOrThrow({ where: { id: need.id } })).status).toBe('draft');
  });
});
