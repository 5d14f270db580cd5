import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { createClaim, createClaimant } from '~/tests/factories/claim';
import { createNeed } from '~/tests/factories/need';
import { createTask } from '~/tests/factories/task';
import { graveFindings } from '~/tests/helpers/axe';
import { openSite } from '~/tests/helpers/e2e-site';
import { createNeighbourhood, type Neighbourhood } from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;
let count = 0;

async function post(place: Neighbourhood, overrides: Partial<Parameters<typeof createNeed>[1]> = {}) {
  count += 1;
  const need = await createNeed(prisma, {
    communityId: place.community.id,
    organisationId: place.organisation.id,
    number: `2099-${String(count).padStart(6, '0')}`,
    title: 'Tune the piano',
    placeName: 'Community hall',
    ...overrides,
  });
  const task = await createTask(prisma, { needId: need.id, title: 'Listen closely' });
  const base = `/organisation/tasks/${encodeId('Task', task.id)}`;
  return { need, task, base };
}

/** So many sheets of A4 come out of the printer. */
async function sheetsOf(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

describe('the poster of a task', () => {
  it('leads whoever scans it, or types its short address, to the need', async () => {
    const place = await createNeighbourhood(site);
    const { need, base } = await post(place);
    const page = await site.open(`${base}/roster`, { as: place.coordinator.actor });
    await page.getByRole('link', { name: 'Print a poster' }).filter({ visible: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Tune the piano' }).waitFor();
    const address = `${site.url}/n/${need.number}`;
    await page.getByRole('img', { name: `QR code that leads to ${address}` }).waitFor();
    await page.getByText(address.replace('http://', ''), { exact: true }).waitFor();
    expect(await graveFindings(page)).toEqual([]);

    const passer = await site.open(`/n/${need.number}`);
    await passer.getByRole('heading', { level: 1, name: 'Tune the piano' }).waitFor();
    expect(new URL(passer.url()).pathname).toBe(`/needs/${encodeId('Need', need.id)}`);
    expect((await passer.goto('/n/2099-999999'))?.status()).toBe(404);
  });

  it('is one sheet of A4 in either language, however much was written', async () => {
    const place = await createNeighbourhood(site);
    const long = '春天来了我们一起去公园种树'.repeat(400);
    const { base } = await post(place, {
      title: long.slice(0, 120),
      summary: long.slice(0, 5_000),
      bring: long.slice(0, 1_000),
      placeName: long.slice(0, 200),
    });
    const { base: short } = await post(place);
    for (const locale of ['en', 'zh-CN'])
      for (const path of [base, short]) {
        const page = await site.open(`${path}/poster`, { as: place.coordinator.actor, browser: { locale } });
        await page.getByRole('img').first().waitFor();
        expect(await sheetsOf(page)).toBe(1);
      }
  });

  it('is not printed of a home, nor of what nobody may read yet or any more', async () => {
    const place = await createNeighbourhood(site);
    const as = place.coordinator.actor;
    const home = await post(place, { kind: 'help', placeKind: 'private_home' });
    const draft = await post(place, { status: 'draft' });
    const off = await post(place, { status: 'cancelled' });
    const page = await site.open('/organisation', { as });
    expect((await page.goto(`${home.base}/poster`))?.status()).toBe(404);
    await page.goto(`${draft.base}/poster`);
    await page.getByText('A poster is printed once everyone may read of the task.').waitFor();
    await page.goto(`${off.base}/poster`);
    await page.getByText('This task is over or called off').waitFor();
    const passer = await site.open('/');
    for (const { need } of [home, draft])
      expect((await passer.goto(`/n/${need.number}`))?.status()).toBe(404);
  });
});

describe('the roster on paper', () => {
  it('is one sheet of A4 for a task of up to sixteen people', async () => {
    const place = await createNeighbourhood(site);
    const { task, base } = await post(place, { bring: 'An apron', risks: 'Hot water' });
    await prisma.task.update({ where: { id: task.id }, data: { maximumPlaces: 16 } });
    for (let index = 1; index <= 16; index += 1) {
      const { personId } = await createClaimant(prisma, { displayName: `Helper ${index}` });
      await createClaim(prisma, task, { personId });
    }
    const page = await site.open(`${base}/roster/print`, { as: place.coordinator.actor });
    await page.getByText('Helper 16').waitFor();
    expect(await sheetsOf(page)).toBe(1);
  });
});
