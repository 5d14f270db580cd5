import { describe, expect, it } from 'vitest';
import { encodeId, newId } from '~/server/database/id';
import { followCode } from '~/server/modules/intake/follow-code';
import { keepContactPoint } from '~/server/modules/contact/add-contact-point';
import { createClaim } from '~/tests/factories/claim';
import { createIntake } from '~/tests/factories/intake';
import { createNeed } from '~/tests/factories/need';
import { createPerson } from '~/tests/factories/person';
import { createTask } from '~/tests/factories/task';
import { openSite } from '~/tests/helpers/e2e-site';
import {
  createNeighbourhood,
  hoursAhead,
  minutesAfter,
  type Neighbourhood,
} from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

/** Help that somebody of the neighbourhood had yesterday, and that nobody has judged yet. */
async function helpThatIsOver(place: Neighbourhood) {
  const { community, committee, amy, volunteer } = place;
  const served = await createPerson(prisma, { displayName: 'Olive Old', homeCommunityId: community.id });
  await keepContactPoint(prisma, site.deps, { personId: served.id, kind: 'phone', value: '+12125550143' });
  const number = `2001-${String(Date.now()).slice(-9)}`;
  const startsAt = hoursAhead(-24);
  const need = await createNeed(prisma, {
    number,
    kind: 'help',
    status: 'completed',
    placeKind: 'private_home',
    communityId: community.id,
    organisationId: committee.id,
    responsibleUnitId: committee.id,
    takenInById: amy.actor.personId,
    requestedById: served.id,
    servedPersonId: served.id,
    title: 'Change the bulb on the stairs',
    completedAt: hoursAhead(-22),
  });
  await prisma.consent.create({
    data: {
      id: newId(),
      personId: served.id,
      purpose: 'publish_help',
      scope: need.id,
      textVersion: '1',
      form: 'spoken',
      givenById: served.id,
    },
  });
  const task = await createTask(prisma, {
    needId: need.id,
    startsAt,
    endsAt: minutesAfter(startsAt, 60),
    maximumPlaces: 2,
  });
  await createClaim(prisma, task, { personId: volunteer.actor.personId, state: 'attended' });
  const intake = await createIntake(prisma, {
    number,
    communityId: community.id,
    organisationId: committee.id,
    takenInById: amy.actor.personId,
    requesterId: served.id,
    servedPersonId: served.id,
    outcome: 'need',
    ownerId: null,
    dueAt: null,
    needId: need.id,
  });
  const read = () => prisma.need.findUniqueOrThrow({ where: { id: need.id }, include: { judgements: true } });
  return { need, number, code: followCode(site.deps, intake), read };
}

describe('the page that a request is followed on', () => {
  it('asks how it went, without JavaScript and in elder mode: a choice is asked for, then thanked for', async () => {
    const place = await createNeighbourhood(site);
    const { number, code, read } = await helpThatIsOver(place);
    const page = await site.open('/follow', {
      browser: { javaScriptEnabled: false, viewport: { width: 390, height: 844 } },
    });
    await page.context().addCookies([{ name: 'linli_elder', value: '1', url: site.url }]);
    await page.goto(`${site.url}/follow`);
    await page.getByLabel('Number', { exact: true }).fill(number);
    await page.getByLabel('Code of six digits').fill(code);
    await page.getByRole('button', { name: 'See where it stands' }).click();
    expect(await page.locator('main').innerText()).toContain('The time for this help is over');

    await page.getByLabel('A word of thanks to those who helped').fill('Bless you');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await page.locator('main').innerText()).toContain('Please choose whether it was solved.');
    expect(await page.getByLabel('A word of thanks to those who helped').inputValue()).toBe('Bless you');
    expect((await read()).judgements).toEqual([]);

    const choice = page.getByText('Yes, it is solved');
    expect((await choice.locator('..').boundingBox())?.height).toBeGreaterThanOrEqual(60);
    await choice.click();
    await page.getByText('Satisfied', { exact: true }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await page.locator('main').innerText()).toContain('It is solved. Thank you');
    expect(await read()).toMatchObject({
      status: 'closed',
      judgements: [{ judgement: 'solved', satisfaction: 'satisfied', thanks: 'Bless you', channel: 'web' }],
    });
    expect(page.url()).not.toContain(code);

    const notices = await site.open('/notices', { as: place.volunteer.actor });
    expect(await notices.locator('main').innerText()).toContain('Bless you');
    expect(await notices.locator('main').innerText()).not.toContain('Olive');
  });
});

describe('an officer', () => {
  it('rings, writes down that it is not solved, and plans another visit under the same number', async () => {
    const place = await createNeighbourhood(site);
    const { need, number, read } = await helpThatIsOver(place);
    const page = await site.open('/committee', { as: place.ben.actor });
    await page
      .getByRole('link', { name: /ask how it went/ })
      .first()
      .click();
    await page.waitForURL(/return-visits$/);
    const card = page.getByRole('listitem').filter({ hasText: 'Olive Old' });
    expect(await card.locator('a[href^="tel:"]').getAttribute('href')).toBe('tel:+12125550143');
    await card.getByRole('link', { name: 'Write down what they say' }).click();
    await page.waitForURL(/return-visits\/need_/);
    await page.getByLabel('What is still missing?').fill('Still dark');
    await page.getByRole('button', { name: 'No, not solved' }).click();
    await page.waitForURL(/saved/);
    expect(await read()).toMatchObject({
      status: 'open',
      round: 2,
      number,
      judgements: [{ judgement: 'not_solved', channel: 'phone', takenDownById: place.ben.actor.personId }],
    });
    const again = page.getByRole('listitem').filter({ hasText: 'Still dark' });
    expect(await again.innerText()).toMatch(/6 days left|7 days left/);
    await again.getByRole('link', { name: 'Plan a visit' }).click();
    await page.waitForURL(new RegExp(`${encodeId('Need', need.id)}/edit/tasks/new`));
    const views = await prisma.contactView.count({ where: { viewerId: place.ben.actor.personId } });
    expect(views).toBeGreaterThan(0);
  });

  it('who helped is told that somebody else writes it down', async () => {
    const place = await createNeighbourhood(site);
    const { need, read } = await helpThatIsOver(place);
    const [task] = await prisma.task.findMany({ where: { needId: need.id } });
    if (!task) throw new Error('The need has no task');
    await createClaim(prisma, task, { personId: place.ben.actor.personId, state: 'attended' });
    const page = await site.open(`/committee/return-visits/${encodeId('Need', need.id)}`, {
      as: place.ben.actor,
    });
    await page.getByRole('button', { name: 'Yes, it is solved' }).click();
    await page.getByRole('alert').waitFor();
    expect((await read()).judgements).toEqual([]);
  });
});

describe('the public figures', () => {
  it('stand open to anyone and say when there are none', async () => {
    const place = await createNeighbourhood(site);
    const page = await site.open(`/figures?community=${place.community.slug}`);
    expect(await page.locator('main').innerText()).toContain('There are no figures for this quarter');
  });
});
