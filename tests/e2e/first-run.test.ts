import { describe, expect, it } from 'vitest';
import { ensureSetupCode } from '~/server/modules/identity/installation';
import { openSite, sees } from '~/tests/helpers/e2e-site';

const site = await openSite({ demo: false });

describe('an empty, real installation', () => {
  it('shows its set-up page alone, opens it with the code from the log, and then never again', async () => {
    const code = await ensureSetupCode(site.deps);
    if (!code) throw new Error('A new installation has no set-up code');
    const stranger = await site.open('/sign-up');
    await stranger.getByRole('heading', { name: 'Set up Linli' }).waitFor();

    const page = await site.open(`/setup?code=${'0'.repeat(code.length)}`, { browser: { locale: 'zh-CN' } });
    expect(await page.getByText('演示').count()).toBe(0);
    await page.goto('/preferences');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel('One-time code').fill('not the code');
    await page.getByLabel('Name of the community').fill('Lakeside');
    await page.getByLabel('Time zone').selectOption('Asia/Shanghai');
    await page.getByLabel('Your name').fill('Chen Chair');
    await page.getByLabel('Phone').fill('13900001111');
    await page.getByLabel('Password').fill('plums in the icebox');
    const start = page.getByRole('button', { name: 'Start' });
    await start.click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Name of the community').inputValue()).toBe('Lakeside');
    await page.getByLabel('One-time code').fill(code);
    await page.getByLabel('Password').fill('plums in the icebox');
    await start.click();
    await page.getByRole('heading', { name: /^Lakeside/ }).waitFor();

    await page.getByRole('link', { name: /^Members/ }).click();
    await sees(page, 'Chen Chair');
    await sees(page, /Chair/);
    await stranger.goto(`/setup?code=${code}`);
    await stranger.getByRole('heading', { name: 'Who needs a hand?' }).waitFor();
    await sees(stranger, 'The board is empty right now');
    expect(await ensureSetupCode(site.deps)).toBeNull();
    await page.goto('/organisation/needs/new');
    expect(await page.getByLabel('Category').count()).toBe(1);
  });
});
