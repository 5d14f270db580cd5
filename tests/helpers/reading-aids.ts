import type { Page } from 'playwright-core';

/** What a reader can count on, in CSS pixels. */
export interface ReadingAids {
  readonly leastText: number;
  readonly leastTarget: number;
}

export const normalAids: ReadingAids = { leastText: 14, leastTarget: 44 };
export const elderAids: ReadingAids = { leastText: 18, leastTarget: 60 };

/** Where the page as it stands has smaller words, tighter lines or smaller targets than promised; one line each. */
export function smallThings(page: Page, aids: ReadingAids): Promise<string[]> {
  return page.evaluate(({ leastText, leastTarget }) => {
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !element.closest('.sr-only, [inert]');
    const nameOf = (element: Element) =>
      `<${element.tagName.toLowerCase()}> “${(element.textContent || element.getAttribute('name') || '').trim().slice(0, 40)}”`;
    const linesOf = (node: Node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    };
    const found = new Set<string>();

    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !node.textContent?.trim() || !isShown(parent)) continue;
      if (parent.closest('script, style, noscript, option')) continue;
      const { fontSize, lineHeight } = getComputedStyle(parent);
      const size = parseFloat(fontSize);
      if (size < leastText - 0.01) found.add(`${nameOf(parent)} is set in ${size}px`);
      if (parseFloat(lineHeight) < size * 1.3 - 0.01 && linesOf(node) > 1)
        found.add(`${nameOf(parent)} has lines of ${(parseFloat(lineHeight) / size).toFixed(2)}`);
    }

    /** A link inside a sentence is as high as its line, and may be (WCAG 2.5.8, inline). */
    const standsInText = (element: Element) => {
      if (element.tagName !== 'A' || getComputedStyle(element).display !== 'inline') return false;
      let block = element.parentElement;
      while (block && getComputedStyle(block).display === 'inline') block = block.parentElement;
      return (block?.textContent?.trim().length ?? 0) > (element.textContent?.trim().length ?? 0);
    };
    /** A card whose link covers it is one target; so is a tick with its words. */
    const targetOf = (element: Element): Element => {
      if (getComputedStyle(element, '::after').position === 'absolute')
        return (element as HTMLElement).offsetParent ?? element;
      const ticks = element instanceof HTMLInputElement && /^(checkbox|radio)$/.test(element.type);
      return (ticks && element.labels?.[0]) || element;
    };
    const pressed = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]';
    for (const element of document.querySelectorAll(pressed)) {
      if (!isShown(element) || standsInText(element)) continue;
      const { width, height } = targetOf(element).getBoundingClientRect();
      if (width >= leastTarget - 0.5 && height >= leastTarget - 0.5) continue;
      found.add(`${nameOf(element)} is a target of ${Math.round(width)} × ${Math.round(height)}`);
    }
    return [...found];
  }, aids);
}

/** How far a page reaches beyond its window at a width, with letters so many times their size; nothing when it fits. */
export async function sidewaysScroll(page: Page, width: number, letters = 1): Promise<string[]> {
  await page.setViewportSize({ width, height: 844 });
  const [beyond, what] = await page.evaluate((times) => {
    const root = document.documentElement;
    root.style.fontSize = times === 1 ? '' : `${times * 100}%`;
    const over = root.scrollWidth - root.clientWidth;
    if (over <= 0) return [0, ''];
    const widest = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5)
      .map((element) => `<${element.tagName.toLowerCase()}> “${element.textContent.trim().slice(0, 30)}”`);
    return [over, widest.at(-1) ?? ''];
  }, letters);
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  return beyond > 0 ? [`scrolls ${beyond}px sideways at ${width}px, letters × ${letters}: ${what}`] : [];
}
