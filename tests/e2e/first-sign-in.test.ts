import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueSlip, readSlip, type SlipRow } from '~/server/modules/identity/issue-slip';
import { createAccount, testPassword } from '~/tests/factories/account';
import { createCommunity } from '~/tests/factories/community';
import { createOrganisation } from '~/tests/factories/organisation';
import { createSignedIn, type SignedIn } from '~/tests/factories/session';
import { openSite, type Visitor } from '~/tests/helpers/e2e-site';

const site = await openSite();
let officer: SignedIn;

beforeAll(async () => {
  const { id } = await createCommunity(site.prisma, { timeZone: 'Asia/Shanghai' });
  const committee = await createOrganisation(site.prisma, { communityId: id, committeeOfId: id });
  officer = await createSignedIn(site.deps, { organisationId: committee.id, role: 'officer' });
});

async function slipFor(newPersonName: string): Promise<SlipRow> {
  const { slipId } = await issueSlip(site.deps, officer.actor, { newPersonName });
  return readSlip(site.deps, officer.actor, slipId);
}

async function send(page: Page, identifier: string, secret: string): Promise<void> {
  await page.locator('[name=identifier]').fill(identifier);
  await page.locator('[name=secret]').fill(secret);
  await page.locator('main form button:not([type=button])').first().click();
}

const elder: Visitor['browser'] = {
  locale: 'zh-CN',
  javaScriptEnabled: false,
  viewport: { width: 390, height: 844 },
};

describe('the first sign-in with a slip', () => {
  it('leads at once to an own PIN, which then signs in where the code no longer does, without JavaScript', async () => {
    const slip = await slipFor('张桂芳');
    const page = await site.open(`/sign-in?member=${slip.memberNumber}`, { browser: elder });
    expect(await page.locator('[name=identifier]').inputValue()).toBe(slip.memberNumber);
    await send(page, slip.memberNumber, `${slip.code.slice(0, 4)} ${slip.code.slice(4)}`);
    expect(new URL(page.url()).pathname).toBe('/account/pin');
    expect(await page.locator('h1').textContent()).toBe('设置您自己的密码');
    expect(await page.locator('[name=currentPassword]').count()).toBe(0);

    await page.locator('[name=newPassword]').fill('1234');
    await page.locator('[name=acceptTerms]').check();
    const [short] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      page.getByRole('button', { name: '完成' }).click(),
    ]);
    expect(short.status()).toBe(400);
    await page.getByText('至少 8 个字。').waitFor();
    expect(await page.locator('[name=acceptTerms]').isChecked()).toBe(true);

    await page.locator('[name=newPassword]').fill('19520314');
    await page.getByRole('button', { name: '完成' }).click();
    expect(new URL(page.url()).pathname).toBe('/');

    await page.goto('/account');
    await page.getByText('修改密码').first().waitFor();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.goto('/sign-in');
    await send(page, slip.memberNumber, slip.code);
    await page.getByRole('alert').waitFor();
    expect(await page.locator('[name=identifier]').inputValue()).toBe(slip.memberNumber);
    await send(page, slip.memberNumber, '19520314');
    expect(new URL(page.url()).pathname).toBe('/');
  });

  it('goes on with nothing else before that, and asks for the agreement that nobody has given yet', async () => {
    const slip = await slipFor('Ann Lee');
    const page = await site.open('/sign-in?next=%2Ffor-you', { browser: { javaScriptEnabled: false } });
    await send(page, slip.memberNumber, slip.code);
    await page.goto('/my/hours');
    expect(new URL(page.url()).pathname).toBe('/account/pin');
    await page.locator('[name=newPassword]').fill('plums in the icebox');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Please accept the terms of service to go on.').waitFor();
    await page.getByRole('link', { name: 'Privacy' }).first().click();
    expect(new URL(page.url()).pathname).toBe('/privacy');
    await page.goto('/account/pin?next=%2Ffor-you');
    await page.locator('[name=newPassword]').fill('plums in the icebox');
    await page.locator('[name=acceptTerms]').check();
    await page.getByRole('button', { name: 'Done' }).click();
    expect(new URL(page.url()).pathname).toBe('/for-you');
  });
});

describe('a phone that several people share', () => {
  it('asks who is there when the password fits more than one, keeping what was typed', async () => {
    const phone = '13800131122';
    await createAccount(site.deps, { phone, person: { displayName: '王建国' } });
    await createAccount(site.deps, { phone, person: { displayName: '刘秀英' } });
    const page = await site.open('/sign-in', { browser: elder });
    await send(page, phone, 'wrong');
    await page.getByRole('alert').waitFor();
    expect(await page.locator('[name=identifier]').inputValue()).toBe(phone);

    await send(page, phone, testPassword);
    await page.getByText('您是哪一位？').waitFor();
    expect(await page.locator('[name=identifier]').inputValue()).toBe(phone);
    await page.getByLabel('刘秀英').check();
    await send(page, phone, 'wrong');
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('刘秀英').isChecked()).toBe(true);

    await send(page, phone, testPassword);
    await page.goto('/account');
    await page.getByRole('heading', { name: '刘秀英' }).waitFor();
  });
});
