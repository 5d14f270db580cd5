import { describe, expect, it } from 'vitest';
import { openSite, sees } from '~/tests/helpers/e2e-site';
import { createNeighbourhood } from '~/tests/helpers/neighbourhood';

const site = await openSite();

describe('a sign-in slip', () => {
  it('is made at the desk for someone without phone or e-mail, is shown once, and signs them in once', async () => {
    const { amy } = await createNeighbourhood(site);
    const desk = await site.open('/committee/slips', { as: amy.actor });
    await desk.getByRole('searchbox').fill('Grandma Zhou');
    await desk.getByRole('button', { name: 'Find' }).click();
    await sees(desk, 'Nobody called “Grandma Zhou” is known in your community.');
    expect(await desk.getByLabel('Full name').inputValue()).toBe('Grandma Zhou');
    await desk.getByRole('button', { name: 'Make slips', exact: true }).click();

    const slip = desk.getByRole('article');
    await slip.getByRole('heading', { name: 'Sign-in slip for Grandma Zhou' }).waitFor();
    await slip.getByRole('img', { name: 'QR code that opens the sign-in page' }).waitFor();
    const read = async (term: string) =>
      (await slip.locator('dl > div').filter({ hasText: term }).locator('dd').innerText()).replaceAll(
        ' ',
        '',
      );
    const number = await read('Member number');
    const code = await read('One-time code');
    expect(code).toMatch(/^\d{8}$/);

    const phone = await site.open(`/sign-in?member=${number}`, {
      browser: { viewport: { width: 390, height: 844 } },
    });
    expect(await phone.getByLabel('Phone, e-mail or member number').inputValue()).toBe(number);
    await phone.getByLabel('Password, PIN or one-time code').fill(code);
    await phone.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
    await phone.waitForURL((url) => url.pathname !== '/sign-in');

    const thief = await site.open(`/sign-in?member=${number}`);
    await thief.getByLabel('Password, PIN or one-time code').fill(code);
    await thief.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
    await thief.getByRole('alert').waitFor();

    await desk.goto('/committee/slips/print');
    await sees(desk, 'A slip is shown once');
    await desk.goto('/committee/slips?search=zhou');
    await sees(desk, 'Grandma Zhou');
  });
});
