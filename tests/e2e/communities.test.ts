import { expect, it } from 'vitest';
import { openSite } from '~/tests/helpers/e2e-site';
import { createNeighbourhood } from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

it('a chair without JavaScript adds what lies below, is told what does not fit, and has needs reviewed first', async () => {
  const place = await createNeighbourhood(site);
  await prisma.community.update({ where: { id: place.community.id }, data: { level: 'street' } });
  const page = await site.open('/committee', {
    as: place.chair.actor,
    browser: { javaScriptEnabled: false },
  });
  await page
    .getByRole('main')
    .getByRole('link', { name: /^Communities/ })
    .click();
  await page.getByText('Nothing lies below yet.').waitFor();

  const add = async (name: string, level: string, chair: string) => {
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Level').selectOption({ label: level });
    await page.getByLabel('Who leads its committee').fill(chair);
    await page.getByRole('button', { name: 'Add a community' }).click();
  };
  await add('Lakeside', 'Community or village', 'nobody@example.org');
  await page.getByText('No one person is found by that.').waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Lakeside');
  await add('Lakeside', 'Community or village', place.volunteer.email);
  await page.getByText('Community or village · Lakeside Residents’ Committee').waitFor();
  await add('East Lane', 'Grid', '');
  await page.getByText('East Lane').first().waitFor();

  await page.getByLabel('wait for the committee').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForLoadState();
  expect(await page.getByLabel('wait for the committee').isChecked()).toBe(true);
  const settings = await prisma.communitySetting.findMany({ where: { communityId: place.community.id } });
  expect(settings).toMatchObject([{ key: 'reviewVerifiedUnits', value: true }]);
});

it('an officer sees what lies below and changes nothing', async () => {
  const place = await createNeighbourhood(site);
  const page = await site.open('/committee/communities', { as: place.amy.actor });
  await page.getByText('Nothing lies below yet.').waitFor();
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
});
