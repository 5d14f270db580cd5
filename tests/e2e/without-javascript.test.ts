import { describe, expect, it } from 'vitest';
import { encodeId } from '~/server/database/id';
import { testPassword } from '~/tests/factories/account';
import { createNeed } from '~/tests/factories/need';
import { createTask } from '~/tests/factories/task';
import { openSite, press, type Visitor } from '~/tests/helpers/e2e-site';
import {
  createNeighbourhood,
  hoursAhead,
  inField,
  minutesAfter,
  type Neighbourhood,
} from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

const open = (path: string, as?: Visitor['as']) =>
  site.open(path, { as, browser: { javaScriptEnabled: false } });

/** A need of the neighbourhood's kitchen with one task of an hour. */
async function post({ community, organisation }: Neighbourhood, title: string, startsAt = hoursAhead(4)) {
  const need = await createNeed(prisma, {
    communityId: community.id,
    organisationId: organisation.id,
    title,
    summary: `${title}.`,
    latitude: 40.7,
    longitude: -74,
  });
  const task = await createTask(prisma, {
    needId: need.id,
    startsAt,
    endsAt: minutesAfter(startsAt, 60),
    maximumPlaces: 3,
  });
  return { need, task, path: `/needs/${encodeId('Need', need.id)}` };
}

describe('the board without JavaScript', () => {
  it('is searched, filtered, paged and read; where the map would be stands what to do', async () => {
    const place = await createNeighbourhood(site);
    await Promise.all(Array.from({ length: 24 }, (_, index) => post(place, `Carry parcels ${index + 1}`)));
    await post(place, 'Tune the piano');
    const board = `/?where=${place.community.slug}`;
    const page = await open(board);
    const cards = page.getByRole('article');
    expect(await cards.count()).toBe(20);
    expect(await page.locator('main noscript').innerText()).toContain('The map needs JavaScript');

    await page.getByRole('link', { name: 'Next page' }).click();
    await cards.first().waitFor();
    expect(await cards.count()).toBe(5);

    await page.goto(board);
    await page.getByRole('searchbox').fill('piano');
    expect(await press(page, 'Search')).toBe(200);
    await page.getByRole('link', { name: 'Tune the piano' }).waitFor();
    expect(await cards.count()).toBe(1);
    expect(await page.getByRole('searchbox').inputValue()).toBe('piano');

    await page.getByRole('link', { name: 'Tune the piano' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tune the piano' }).waitFor();
    await page.getByText('3 of 3 places left').first().waitFor();
  });
});

describe('an account without JavaScript', () => {
  it('is made and used; what was typed stays when something is wrong, except passwords', async () => {
    await createNeighbourhood(site);
    const page = await open('/sign-up');
    await page.getByLabel('Name').fill('Nora North');
    await page.getByLabel('E-mail').fill('nora.north.example');
    await page.locator('input[type=password]').fill('short');
    expect(await press(page, /^(Join|Sign up|Create)/)).toBe(400);
    expect(await page.getByLabel('Name').inputValue()).toBe('Nora North');
    expect(await page.getByLabel('E-mail').inputValue()).toBe('nora.north.example');
    expect(await page.locator('input[type=password]').inputValue()).toBe('');
    expect(await page.locator('[aria-invalid=true]').count()).toBeGreaterThan(0);

    await page.getByLabel('E-mail').fill('nora@north.example');
    await page.locator('input[type=password]').fill(testPassword);
    await page.getByRole('checkbox').last().check();
    expect(await press(page, /^(Join|Sign up|Create)/)).toBe(200);
    await page.getByRole('link', { name: 'Nora North' }).waitFor();

    await page.goto('/account');
    await press(page, 'Sign out');
    await page.goto('/sign-in?next=/my/tasks');
    await page.getByLabel('Phone, e-mail or member number').fill('nora@north.example');
    await page.getByLabel('Password, PIN or one-time code').fill('not this one');
    expect(await press(page, /^Sign in$/)).toBe(400);
    expect(await page.getByLabel('Phone, e-mail or member number').inputValue()).toBe('nora@north.example');
    await page.getByLabel('Password, PIN or one-time code').fill(testPassword);
    expect(await press(page, /^Sign in$/)).toBe(200);
    expect(new URL(page.url()).pathname).toBe('/my/tasks');
  });

  it('reads in the other language and larger', async () => {
    const page = await open('/about');
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '关于邻里' }).waitFor();
    await page.getByRole('button', { name: '长辈版' }).click();
    await page.getByRole('button', { name: '标准版' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/about');
  });
});

describe('a need without JavaScript', () => {
  it('is posted step by step, and says what is missing', async () => {
    const place = await createNeighbourhood(site);
    const page = await open('/organisation/needs/new', place.coordinator.actor);
    const startsAt = hoursAhead(30);
    await page.getByLabel('What volunteers will do').fill('Serve warm meals.');
    expect(await press(page, 'Save and continue')).toBe(400);
    expect(await page.getByLabel('What volunteers will do').inputValue()).toBe('Serve warm meals.');
    await page.getByLabel('Title').fill('Serve supper');
    await press(page, 'Save and continue');
    await page.getByLabel('An organisation’s premises').check();
    await page.getByLabel('Name of the place').fill('Community hall');
    await press(page, 'Save and continue');
    await page.getByRole('link', { name: 'Add the first task' }).click();
    await page.getByLabel('Starts').fill(inField(startsAt));
    await page.getByLabel('Ends').fill(inField(minutesAfter(startsAt, -60)));
    await page.getByLabel('At most').fill('2');
    expect(await press(page, 'Save the task')).toBe(400);
    expect(await page.getByLabel('Starts').inputValue()).toBe(inField(startsAt));
    expect(await page.getByLabel('At most').inputValue()).toBe('2');
    await page.getByLabel('Ends').fill(inField(minutesAfter(startsAt, 60)));
    await press(page, 'Save the task');
    await page.getByRole('link', { name: 'Continue' }).click();
    await press(page, 'Save and continue');
    await page.getByRole('heading', { name: 'Is everything right?' }).waitFor();
    expect(await press(page, 'Publish')).toBe(200);
    await page.goto('/');
    await page.getByRole('link', { name: 'Serve supper' }).waitFor();
  });

  it('is claimed, given back and claimed again, served by the code, confirmed, verified and certified', async () => {
    const place = await createNeighbourhood(site);
    const startsAt = hoursAhead(2);
    const { task, path } = await post(place, 'Hand out lunch', startsAt);
    const helper = await open(path, place.volunteer.actor);
    expect(await press(helper, /^Sign up/)).toBe(200);
    await helper.getByText('Confirmed', { exact: true }).waitFor();
    await press(helper, /^I can.t make it/);
    await helper.getByText('3 of 3 places left').first().waitFor();
    await press(helper, /^Sign up/);
    await helper.goto('/my/tasks');
    await helper.getByText('Hand out lunch').first().waitFor();

    site.moveClockTo(minutesAfter(startsAt, -20));
    const taskId = encodeId('Task', task.id);
    const screen = await open(`/organisation/tasks/${taskId}/code`, place.coordinator.actor);
    const code = async () => {
      await screen.reload();
      return (await screen.getByText(/^\d{3} \d{3}$/).innerText()).replace(' ', '');
    };
    await helper.goto(`/check-in/${taskId}`);
    await helper.getByRole('textbox').fill('12');
    expect(await press(helper, 'Check in')).toBe(400);
    expect(await helper.getByRole('textbox').inputValue()).toBe('12');
    await helper.getByRole('textbox').fill(await code());
    await press(helper, 'Check in');
    await helper.getByRole('heading', { name: 'Check out' }).waitFor();
    site.moveClockTo(minutesAfter(startsAt, 60));
    await helper.getByRole('textbox').fill(await code());
    expect(await press(helper, 'Check out')).toBe(200);

    await screen.goto('/organisation/hours');
    await press(screen, 'Confirm 1 without remarks');
    await screen.getByText('No records here').waitFor();
    const officer = await open('/committee/records', place.ben.actor);
    await officer.getByRole('link', { name: place.volunteer.name }).click();
    expect(await press(officer, /^Verify 1 h/)).toBe(200);

    await helper.goto('/my/hours');
    await helper.getByLabel('From').fill('2026-02-01');
    await helper.getByLabel('Until').fill('2026-01-31');
    expect(await press(helper, 'Issue a certificate')).toBe(400);
    expect(await helper.getByLabel('From').inputValue()).toBe('2026-02-01');
    expect(await helper.getByLabel('Until').inputValue()).toBe('2026-01-31');
    expect(await helper.locator('[aria-invalid=true]').getAttribute('name')).toBe('until');
    await helper.getByText('must not lie before its beginning').waitFor();
    await helper.goto('/my/hours');
    await press(helper, 'Issue a certificate');
    await helper.getByRole('heading', { name: 'Certificate of volunteer service' }).waitFor();
    const number = new URL(helper.url()).pathname.split('/').at(-1) ?? '';
    const anyone = await open('/verify');
    await anyone.getByLabel('Certificate number').fill(number);
    const printed = await helper.getByText(/^[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}$/).innerText();
    await anyone.getByLabel('Check code').fill(printed);
    await press(anyone, /^(Verify|Check)/);
    await anyone.getByText('This certificate is genuine and valid.').waitFor();
    await anyone.getByRole('heading', { name: 'The paper must show exactly this' }).waitFor();
    await anyone.getByRole('listitem').filter({ hasText: /1 h/ }).waitFor();
  });
});
