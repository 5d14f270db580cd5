import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What can differ between widths and colour schemes of one page, when everything else was looked at already. */
const ofTheLook = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block'];

/** What axe finds serious or critical on a page as it stands, by WCAG 2.2 AA; one line a finding, with where it is. */
export async function graveFindings(page: Page, { lookOnly = false } = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async (options) => {
      const { axe: inPage } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
      return (await inPage.run(options)).violations;
    },
    {
      resultTypes: ['violations'],
      preload: false,
      runOnly: lookOnly ? { type: 'rule', values: ofTheLook } : { type: 'tag', values: standard },
    } satisfies RunOptions,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, any, all }) => `${id} at ${target.join(' ')}: ${[...any, ...all][0]?.message ?? ''}`,
      ),
    );
}
