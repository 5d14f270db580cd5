import { describe, expect, it } from 'vitest';
import { openSite, press, type Visitor } from '~/tests/helpers/e2e-site';
import { createNeighbourhood } from '~/tests/helpers/neighbourhood';

const site = await openSite();
const { prisma } = site;

const open = (path: string, as?: Visitor['as']) =>
  site.open(path, { as, browser: { javaScriptEnabled: false } });

describe('asking for help without JavaScript and without an account', () => {
  it('is sent in, looked at by an officer, made a request for help and followed by its code', async () => {
    const place = await createNeighbourhood(site);
    const page = await open('/');
    await page.getByRole('main').getByRole('link', { name: 'Ask for help' }).click();
    await page.getByLabel('What do you need?').fill('Somebody to take me to hospital');
    await page.getByLabel('Your name').fill('Wanda West');
    expect(await press(page, 'Send the request')).toBe(400);
    await page.getByText('Please give a phone number to call you back on.').waitFor();
    await page.getByText('Choose the area, so that the right committee gets it.').waitFor();
    expect(await page.getByLabel('What do you need?').inputValue()).toBe('Somebody to take me to hospital');
    expect(await page.getByLabel('Your name').inputValue()).toBe('Wanda West');

    await page.getByLabel('Your phone').fill('212 555 0177');
    await page.getByLabel('In which area?').selectOption({ label: place.community.name });
    await page.getByLabel('Building').fill('7');
    await page.getByLabel(/^Yes, those who may help/).check();
    expect(await press(page, 'Send the request')).toBe(200);
    await page.getByRole('heading', { name: 'We have your request' }).waitFor();
    const intake = await prisma.intake.findFirstOrThrow({ where: { communityId: place.community.id } });
    const digits = async (term: string) =>
      (
        await page.locator('dt', { hasText: term }).locator('xpath=following-sibling::dd').innerText()
      ).replace(/\s/g, '');
    const code = await digits('Code');
    expect(intake.outcome).toBe('received');
    expect(code).toMatch(/^\d{6}$/);

    const officer = await open('/committee', place.amy.actor);
    await officer.getByRole('link', { name: /request sent in to look at/ }).click();
    await officer.getByRole('link', { name: 'Somebody to take me to hospital' }).click();
    expect(await officer.getByLabel('Who is it for?').inputValue()).toBe('Wanda West');
    await officer.getByText('Agreement is ticked, but nobody was signed in').waitFor();
    expect(await press(officer, 'Save')).toBe(200);
    expect(await prisma.intake.findUniqueOrThrow({ where: { id: intake.id } })).toMatchObject({
      outcome: 'need',
      takenInById: place.amy.actor.personId,
    });

    const follower = await open(`/follow/${intake.number}`);
    await follower.locator('input[name=code]').fill(code);
    await follower.getByRole('main').getByRole('button').click();
    await follower.getByRole('main').getByRole('status').waitFor();
    expect(await follower.getByRole('main').innerText()).not.toContain('Wanda');
  });
});

describe('acting for somebody without JavaScript', () => {
  it('is begun from a number, says on every page for whom, is seen by both names and ended', async () => {
    const place = await createNeighbourhood(site);
    const { volunteer, amy } = place;
    const account = await prisma.account.findFirstOrThrow({
      where: { personId: amy.actor.personId },
      select: { memberNumber: true },
    });
    const principal = await open('/account/proxies', volunteer.actor);
    await principal.getByLabel('Their member number').fill(account.memberNumber ?? '');
    expect(await press(principal, 'Let them act for me')).toBe(400);
    await principal.getByText('Tick at least one thing.').waitFor();
    await principal.getByLabel('ask for help and follow it').check();
    expect(await press(principal, 'Let them act for me')).toBe(200);
    await principal.getByText('Named by you, not taken up yet').waitFor();

    const proxy = await open('/account/proxies', { ...amy.actor, membership: null });
    await press(proxy, `Act for ${volunteer.name}`);
    await proxy.getByText(`Acting for ${volunteer.name}`).waitFor();
    await proxy.goto('/ask');
    await proxy.getByText(`You are asking for ${volunteer.name}.`).waitFor();
    await proxy.getByLabel('What do you need?').fill('Shopping carried upstairs');
    await proxy.getByLabel('Your phone').fill('212 555 0100');
    await proxy.getByLabel('In which area?').selectOption({ label: place.community.name });
    expect(await press(proxy, 'Send the request')).toBe(200);
    await proxy.getByText('While you act for them, you see where it stands under “My requests”').waitFor();

    await principal.goto('/account/proxies');
    await principal.getByText(`${amy.name} for ${volunteer.name}`).first().waitFor();
    await press(principal, 'End it');
    await proxy.goto('/my/requests');
    await proxy.getByText('You may no longer act for that person').waitFor();
    await proxy.goto('/ask');
    await proxy.getByLabel('What do you need?').fill('Something in the wrong name');
    await proxy.getByLabel('In which area?').selectOption({ label: place.community.name });
    expect(await press(proxy, 'Send the request')).toBe(400);
    await proxy.getByRole('button', { name: 'Go on as myself' }).click();
    await proxy.waitForLoadState();
    expect(await proxy.getByText('You may no longer act').count()).toBe(0);
  });
});
