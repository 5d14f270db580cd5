import type { Page } from 'playwright-core';
import type { Role } from './routes';

/** Signs in as a demo person of the community that speaks the language, by the sign-in page's own button. */
export async function signIn(page: Page, role: Role, language: string, origin: string): Promise<void> {
  if (role === 'guest') return;
  if (role === 'newcomer') return signInWithSlip(page, language, origin);
  await page.goto(`${origin}/sign-in`);
  const place = language === 'zh-CN' ? 'changsha' : 'nyc';
  await page.locator(`form:has(input[value="${role}@${place}.example"]) button`).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** An officer makes a slip for somebody who is new; they sign in with what it says and have yet to choose a PIN. */
async function signInWithSlip(page: Page, language: string, origin: string): Promise<void> {
  const desk = await page.context().browser()?.newPage({ locale: language });
  if (!desk) throw new Error('The slip needs a browser to be made in');
  await signIn(desk, 'officer-a', language, origin);
  await desk.goto(`${origin}/committee/slips`);
  await desk.locator('[name="newPersonName"]').fill(language === 'zh-CN' ? '演示新居民' : 'Demo newcomer');
  await desk.locator('form:has([name="newPersonName"]) button').click();
  const numbers = desk.locator('main article dd');
  await numbers.first().waitFor();
  const [member = '', code = ''] = await numbers.allInnerTexts();
  await desk.close();
  const digits = (spoken: string) => spoken.replaceAll(/\D/g, '');
  await page.goto(`${origin}/sign-in?member=${digits(member)}`);
  const secret = page.locator('form:has([name="identifier"]:not([type="hidden"])) [name="secret"]');
  await secret.fill(digits(code));
  await secret.press('Enter');
  await page.waitForURL((url) => url.pathname === '/account/pin');
}
