import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { createClaim, createClaimant } from '~/tests/factories/claim';
import { createNeed } from '~/tests/factories/need';
import { createTask } from '~/tests/factories/task';
import { openSite, sees } from '~/tests/helpers/e2e-site';
import { createNeighbourhood, minutesAfter, type Neighbourhood } from '~/tests/helpers/neighbourhood';
import { signInAs } from '~/tests/helpers/sign-in-as';

const site = await openSite();
const { prisma } = site;

/** An activity that began ten minutes ago, with so many people who signed up. */
async function activity({ community, organisation }: Neighbourhood, people: number) {
  const need = await createNeed(prisma, {
    communityId: community.id,
    organisationId: organisation.id,
    status: 'in_progress',
    title: 'Clean the park',
  });
  const startsAt = minutesAfter(new Date(), -10);
  const task = await createTask(prisma, { needId: need.id, startsAt, maximumPlaces: 50 });
  for (let index = 1; index <= people; index += 1) {
    const { personId } = await createClaimant(prisma, { displayName: `Helper ${index}` });
    await createClaim(prisma, task, { personId });
  }
  return { task, roster: `/organisation/tasks/${encodeId('Task', task.id)}/roster` };
}

/** Opens a roster and waits until it would open without a network too. */
async function openKept(roster: string, as: Neighbourhood['coordinator']['actor']): Promise<Page> {
  const page = await site.open(roster, { as });
  await sees(page, 'This roster also opens without a network on this device.');
  return page;
}

/** What a browser holds of this site apart from cookies. */
const keptIn = (page: Page) =>
  page.evaluate(async () => ({
    caches: await caches.keys(),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    owner: localStorage.getItem('linli_kept_by'),
  }));
const nothing = { caches: [], databases: [], workers: 0, owner: null };

const attendances = (taskId: string) =>
  prisma.attendance.findMany({ where: { claim: { taskId } }, orderBy: { checkedInAt: 'asc' } });

describe('the roster without a network', () => {
  it('opens again, takes ten people, and sends each of them once with the time of the tap', async () => {
    const place = await createNeighbourhood(site);
    const { task, roster } = await activity(place, 10);
    const page = await openKept(roster, place.coordinator.actor);
    // One that breaks off is sent again as it was: the same key, the same time.
    const sent = new Set<string>();
    page.on('request', (request) => {
      if (request.url().endsWith('/taps')) sent.add(request.postData() ?? '');
    });

    await page.context().setOffline(true);
    await page.reload();
    await sees(page, '0 here · 10 due · 0 done');
    await sees(page, /^No network\. Go on as usual/);
    const tapped: number[] = [];
    for (let left = 10; left > 0; left -= 1) {
      tapped.push(Date.now());
      await page.locator('#due').getByRole('button', { name: 'Check in', exact: true }).first().click();
      await sees(page, `${11 - left} here · ${left - 1} due · 0 done`);
    }
    await sees(page, '10 acts are saved on this device and not yet confirmed');
    expect(await page.getByText('Saved on this device, not yet confirmed').count()).toBe(10);
    // What is kept outlives the page.
    await page.reload();
    await sees(page, '10 here · 0 due · 0 done');
    expect(await attendances(task.id)).toEqual([]);

    // Time passes, so that what is sent counts as sent later.
    site.moveClockTo(minutesAfter(new Date(), 5));
    await page.context().setOffline(false);
    await page.getByText('Saved on this device').first().waitFor({ state: 'detached' });
    await sees(page, '10 here · 0 due · 0 done');
    const rows = await attendances(task.id);
    expect(rows).toHaveLength(10);
    for (const [index, row] of rows.entries()) {
      expect(Math.abs(row.checkedInAt.getTime() - (tapped[index] ?? 0))).toBeLessThan(3_000);
      expect(row.checkedInHeardAt).not.toBeNull();
      expect(row.checkedInSource).toBe('coordinator');
    }

    // The network breaks off after the server has done it: the same is sent once more.
    const answers = await page.evaluate(
      ({ address, bodies }) =>
        Promise.all(
          bodies.map(async (body) => {
            const headers = { 'content-type': 'application/x-www-form-urlencoded' };
            return (await fetch(address, { method: 'POST', body, headers })).json() as Promise<object>;
          }),
        ),
      { address: `${roster}/taps`, bodies: [...sent] },
    );
    expect(sent.size).toBe(10);
    expect(answers).toEqual([...sent].map(() => ({ claim: expect.any(String) as string })));
    expect(await attendances(task.id)).toEqual(rows);
    expect(
      await prisma.event.count({ where: { type: 'claim:checked_in', feeds: { has: `task:${task.id}` } } }),
    ).toBe(10);
  });

  it('shows what was not accepted beside its person until it has been read, and takes who walks in', async () => {
    const place = await createNeighbourhood(site);
    const { task, roster } = await activity(place, 2);
    const page = await openKept(roster, place.coordinator.actor);
    await page.context().setOffline(true);
    await page.reload();
    for (const left of [1, 0]) {
      await page.locator('#due').getByRole('button', { name: 'Check in', exact: true }).first().click();
      await sees(page, `${2 - left} here · ${left} due · 0 done`);
    }
    await page.getByText('Someone who came without signing up').click();
    await page.getByLabel('Full name').fill('Nina New');
    await page.getByRole('button', { name: 'Add and check in' }).click();
    await sees(page, 'Ask them first, then tick.');
    await page.getByLabel('I told them the volunteer terms, and they agree.').check();
    await page.getByRole('button', { name: 'Add and check in' }).click();
    await sees(page, '3 here · 0 due · 0 done');
    const nina = page.locator('#here li', { hasText: 'Nina New' });
    await nina.getByRole('button', { name: 'Check out', exact: true }).click();
    await sees(page, '2 here · 0 due · 1 done');

    const withdrawn = await prisma.claim.findFirstOrThrow({
      where: { taskId: task.id, person: { displayName: 'Helper 1' } },
    });
    await prisma.claim.update({ where: { id: withdrawn.id }, data: { state: 'withdrawn' } });
    await page.context().setOffline(false);
    await sees(page, /Check-in at .* was not accepted/);
    await sees(page, '1 here · 0 due · 1 done');
    await page.getByText('Saved on this device').first().waitFor({ state: 'detached' });
    const people = await prisma.attendance.findMany({
      where: { claim: { taskId: task.id } },
      select: { walkIn: true, checkedOutAt: true, claim: { select: { person: true } } },
    });
    expect(people.map(({ walkIn, claim }) => [claim.person?.displayName, walkIn]).sort()).toEqual([
      ['Helper 2', false],
      ['Nina New', true],
    ]);
    expect(people.find(({ walkIn }) => walkIn)?.checkedOutAt).not.toBeNull();
    await page.reload();
    await sees(page, /Check-in at .* was not accepted/);
    await page.getByRole('button', { name: 'I have read it' }).click();
    await page.getByText(/was not accepted/).waitFor({ state: 'detached' });
  });

  it('leaves nothing in the browser after signing out, and warns before it what would be lost', async () => {
    const place = await createNeighbourhood(site);
    const { roster } = await activity(place, 2);
    const page = await openKept(roster, place.coordinator.actor);
    await page.goto('/account');
    await page.getByRole('button', { name: 'Sign out', exact: true }).waitFor();
    await page.goto(roster);
    await page.context().setOffline(true);
    await page.locator('#due').getByRole('button', { name: 'Check in', exact: true }).first().click();
    await sees(page, '1 act is saved on this device and not yet confirmed');
    expect(await keptIn(page)).toMatchObject({ caches: [expect.any(String)], workers: 1 });

    // The network is back on another page, which sends nothing.
    await page.goto('about:blank');
    await page.context().setOffline(false);
    await page.goto('/account');
    await sees(page, '1 act saved on this device has not been sent');
    await page.getByRole('button', { name: 'Sign out and delete them' }).click();
    await page.waitForURL(`${site.url}/`);
    await page.goto('/about');
    await expect.poll(() => keptIn(page)).toEqual(nothing);
    await page.context().setOffline(true);
    expect(
      await page.goto(roster).then(
        () => 'opened',
        () => 'did not open',
      ),
    ).toBe('did not open');
  });

  it('forgets everything once somebody else is signed in, or nobody is any more', async () => {
    const place = await createNeighbourhood(site);
    const { roster } = await activity(place, 1);
    const page = await openKept(roster, place.coordinator.actor);
    const other = (await signInAs(prisma, place.amy.actor)).cookie.split('=');
    await page.context().addCookies([{ name: other[0] ?? '', value: other[1] ?? '', url: site.url }]);
    await page.goto('/about');
    await expect.poll(() => keptIn(page)).toEqual(nothing);

    const again = await openKept(roster, place.coordinator.actor);
    await prisma.session.updateMany({
      where: { account: { personId: place.coordinator.actor.personId } },
      data: { revokedAt: new Date() },
    });
    await again.goto(roster);
    await again.waitForURL(/\/sign-in/);
    await expect.poll(() => keptIn(again)).toEqual(nothing);
  });
});
