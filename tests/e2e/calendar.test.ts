import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { claimTask } from '~/server/modules/claims/claim-task';
import { createClaim, createClaimant } from '~/tests/factories/claim';
import { createNeed } from '~/tests/factories/need';
import { createTask } from '~/tests/factories/task';
import { graveFindings } from '~/tests/helpers/axe';
import { openSite, press } from '~/tests/helpers/e2e-site';
import { createNeighbourhood } from '~/tests/helpers/neighbourhood';
import { elderAids, sidewaysScroll, smallThings } from '~/tests/helpers/reading-aids';

const site = await openSite();
const { prisma } = site;

/** What a calendar program that has nothing but the address reads there: the status, and the titles. */
async function subscribe(address: string) {
  const answer = await fetch(address);
  const text = await answer.text();
  if (answer.status !== 200) return { status: answer.status, titles: [] };
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const titles = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event).summary);
  return { status: 200, titles };
}

describe('a calendar of my tasks', () => {
  it('is made without JavaScript, read by a program, renewed and stopped', async () => {
    const place = await createNeighbourhood(site);
    const need = await createNeed(prisma, { communityId: place.community.id, title: 'Tune the piano' });
    const task = await createTask(prisma, { needId: need.id, title: 'Tune the piano' });
    const { personId } = place.volunteer.actor;
    await createClaim(prisma, task, { personId });
    const page = await site.open('/my/tasks', {
      as: place.volunteer.actor,
      browser: { javaScriptEnabled: false, viewport: { width: 390, height: 844 } },
    });
    const address = page.getByLabel('Address for the calendar');
    await page.getByText('Put my tasks in my calendar').click();
    expect(await press(page, 'Make an address')).toBe(200);
    const first = await address.inputValue();
    expect(await page.getByRole('link', { name: 'Open in the calendar' }).getAttribute('href')).toBe(
      first.replace(/^https?:/, 'webcal:'),
    );
    expect(await subscribe(first)).toEqual({ status: 200, titles: ['Tune the piano'] });

    await page.goto('/my/tasks');
    await page.getByText('Put my tasks in my calendar').click();
    await page.getByText(/last read/).waitFor();
    expect(await page.content()).not.toContain(first);

    expect(await press(page, 'Make a new address')).toBe(200);
    const second = await address.inputValue();
    expect([await subscribe(first), await subscribe(second)].map(({ status }) => status)).toEqual([404, 200]);
    await press(page, 'Stop this address');
    await page.getByText('Put my tasks in my calendar').click();
    await page.getByRole('button', { name: 'Make an address' }).waitFor();
    expect((await subscribe(second)).status).toBe(404);
  });
});

describe('the calendars of a unit and of a committee', () => {
  it('are made on their pages, and copied there with JavaScript', async () => {
    const place = await createNeighbourhood(site);
    const need = await createNeed(prisma, {
      communityId: place.community.id,
      organisationId: place.organisation.id,
      title: 'Tune the piano',
    });
    const task = await createTask(prisma, { needId: need.id, title: 'Tune the piano' });
    for (const [path, as, title] of [
      ['/organisation', place.coordinator.actor, 'Put our tasks in a calendar'],
      ['/committee', place.chair.actor, 'Put the open activities here in a calendar'],
    ] as const) {
      const page = await site.openLive(path, { as, browser: { viewport: { width: 390, height: 844 } } });
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.getByText(title).click();
      await page.getByRole('button', { name: 'Make an address' }).click();
      const address = await page.getByLabel('Address for the calendar').inputValue();
      // What happens elsewhere makes the page anew; the address, shown this once, stays.
      const loaded = page.waitForResponse((answer) => answer.url().includes('.data'));
      await claimTask(site.deps, await createClaimant(prisma), { task: task.id });
      await loaded;
      await page.getByRole('button', { name: 'Copy the address' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
      expect(await subscribe(address)).toEqual({ status: 200, titles: ['Tune the piano'] });
      await page.context().addCookies([{ name: 'linli_elder', value: '1', url: site.url }]);
      await page.reload();
      await page.getByText(title).click();
      expect(await graveFindings(page)).toEqual([]);
      expect(await smallThings(page, elderAids)).toEqual([]);
      expect(await sidewaysScroll(page, 320)).toEqual([]);
    }
  });
});
