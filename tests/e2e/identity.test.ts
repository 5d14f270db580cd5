import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openSite, sees } from '~/tests/helpers/e2e-site';
import { createNeighbourhood, signIn } from '~/tests/helpers/neighbourhood';

const site = await openSite();

async function enter(page: Page, identifier: string, secret: string): Promise<void> {
  await page.getByLabel('Phone, e-mail or member number').fill(identifier);
  await page.getByLabel('Password, PIN or one-time code').fill(secret);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/account');
  await page.getByRole('main').getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
}

/** Gives a page's browser a fingerprint reader that always says yes. */
async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

describe('joining', () => {
  it('by e-mail keeps what was typed until it is right, then greets, and lets in again with the password', async () => {
    const page = await site.open('/sign-up');
    const join = page.getByRole('button', { name: 'Join as a neighbour' });
    await page.getByLabel('Your name').fill('Nora Neighbour');
    await page.getByLabel('E-mail').fill('nora@example.org');
    await page.getByLabel('Password').fill('short');
    const refused = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await join.click();
    expect((await refused).status()).toBe(400);
    await sees(page, 'At least 8 characters, please.');
    await sees(page, 'Please agree, or we cannot keep an account for you.');
    expect(await page.getByLabel('Your name').inputValue()).toBe('Nora Neighbour');
    expect(await page.getByLabel('E-mail').inputValue()).toBe('nora@example.org');
    await page.getByLabel('Password').fill('plums in the icebox');
    await page.getByLabel(/^I have read/).check();
    await join.click();
    await sees(page, 'Welcome!');

    await signOut(page);
    await page.goto('/sign-in?next=/my/hours');
    await enter(page, 'nora@example.org', 'pears in the icebox');
    await sees(page, 'That combination is not known here.');
    await enter(page, 'Nora@Example.org', 'plums in the icebox');
    await page.getByRole('heading', { name: 'My service hours' }).waitFor();
  });

  it('by phone works without e-mail, however the number is written', async () => {
    const page = await site.open('/sign-up');
    await page.getByLabel('Your name').fill('王小明');
    await page.getByLabel('Phone').fill('139 1234 5678');
    await page.getByLabel('Password').fill('plums in the icebox');
    await page.getByLabel(/^I have read/).check();
    await page.getByRole('button', { name: 'Join as a neighbour' }).click();
    await sees(page, 'Welcome!');
    await signOut(page);
    await page.goto('/sign-in');
    await enter(page, '+86 13912345678', 'plums in the icebox');
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await page.goto('/account');
    await page.getByText('+86 139 1234 5678').or(page.getByText('+8613912345678')).waitFor();
    await sees(page, 'Not verified');
  });
});

describe('a passkey', () => {
  it('is added on the account page, signs in alone, and is gone once removed', async () => {
    const { volunteer } = await createNeighbourhood(site);
    const page = await site.open('/sign-in?next=/account');
    await addAuthenticator(page);
    await signIn(page, volunteer);
    await page.getByRole('button', { name: 'Add a passkey on this device' }).click();
    const passkeys = page.locator('section', { has: page.getByRole('heading', { name: 'Passkeys' }) });
    const remove = passkeys.getByRole('button', { name: /^Remove / });
    await remove.waitFor();

    await signOut(page);
    await page.goto('/sign-in?next=/account');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('heading', { name: volunteer.name }).waitFor();
    await remove.click();
    await remove.waitFor({ state: 'detached' });

    await signOut(page);
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await sees(page, 'This passkey was not accepted.');
  });
});

describe('an organisation', () => {
  it('is registered by a person, proposed by an officer, verified by the chair, and publishes from then on', async () => {
    const { community, volunteer, amy, chair } = await createNeighbourhood(site);
    const founder = await site.open('/register', { as: volunteer.actor });
    await founder.getByLabel('Kind of organisation').selectOption('Volunteer team');
    await founder.getByLabel('Name of the organisation').fill('River Walkers');
    await founder.getByLabel('Where it works').selectOption(community.name);
    await founder.getByRole('button', { name: 'Register', exact: true }).click();
    await sees(founder, 'Give the unified social credit code.');
    expect(await founder.getByLabel('Name of the organisation').inputValue()).toBe('River Walkers');
    await founder.getByLabel('Sponsoring committee').selectOption(community.name);
    await founder.getByRole('button', { name: 'Register', exact: true }).click();
    await sees(founder, 'Waiting to be verified');
    const act = founder.getByRole('button', { name: 'Act as River Walkers' });
    if (await act.isVisible()) await act.click();
    await founder.goto('/organisation');
    await sees(founder, 'Your organisation is not verified yet');

    const officer = await site.open('/committee/organisations', { as: amy.actor });
    await officer.getByRole('link', { name: 'River Walkers' }).click();
    await officer.getByRole('button', { name: 'Propose to verify' }).click();
    await sees(officer, 'Your proposal is on record');
    await sees(founder, 'Your organisation is not verified yet');

    const head = await site.open('/committee/organisations', { as: chair.actor });
    await sees(head, 'proposed: Verified');
    await head.getByRole('link', { name: 'River Walkers' }).click();
    await sees(head, 'Amy Adler proposes: Verified');
    await head.getByRole('button', { name: 'Verify this organisation' }).click();
    await sees(head, 'Verified', { exact: true });
    await founder.getByText('Your organisation is not verified yet').waitFor({ state: 'detached' });
    await sees(officer, 'Verified', { exact: true });
  });
});

describe('somebody with several roles', () => {
  it('switches between them, and the pages are those of the role', async () => {
    const { organisation, coordinator } = await createNeighbourhood(site);
    const page = await site.open('/sign-in');
    await signIn(page, coordinator);
    await page.getByRole('link', { name: 'Switch identity' }).click();
    await page.getByRole('button', { name: `Act as ${coordinator.name}` }).click();
    await page.waitForURL((url) => url.pathname !== '/account/identity');
    await page.goto('/organisation');
    const refused = page
      .getByText('This page is not open to you')
      .or(page.getByRole('heading', { name: 'Switch identity' }));
    await refused.first().waitFor();
    await page.goto('/account/identity');
    await page.getByRole('button', { name: `Act as ${organisation.name}` }).click();
    await page.getByRole('heading', { name: organisation.name }).waitFor();
  });
});

describe('sessions', () => {
  it('are listed, and one that is ended elsewhere ends at once, on the page it had open', async () => {
    const { volunteer } = await createNeighbourhood(site);
    const phone = await site.open('/sign-in?next=/my/tasks', {
      browser: { userAgent: 'Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile' },
    });
    await signIn(phone, volunteer);
    await phone.getByRole('heading', { name: 'My tasks' }).waitFor();
    const desk = await site.open('/sign-in?next=/account');
    await signIn(desk, volunteer);
    await sees(desk, 'This device', { exact: true });
    await desk.getByRole('button', { name: 'Sign out on Chrome, Android' }).click();
    await phone.getByLabel('Phone, e-mail or member number').waitFor();
    await desk.getByRole('button', { name: 'Sign out on Chrome, Android' }).waitFor({ state: 'detached' });
    await sees(desk, 'This device', { exact: true });
  });
});
