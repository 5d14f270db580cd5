import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What can differ between widths and colour schemes of one page, when everything else was looked at already. */
const ofTheLook = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block'];

/** What axe finds serious or critical on a page as it stands, by WCAG 2.2 AA; one line a finding, with where it is. */
export async function graveFindings(page: Page, { lookOnly = false } = {}): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], preload: false });
  const { violations } = await (lookOnly ? axe.withRules(ofTheLook) : axe.withTags(standard)).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, any, all }) => `${id} at ${target.join(' ')}: ${[...any, ...all][0]?.message ?? ''}`,
      ),
    );
}
