import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';

const folder = path.dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'));

/**
 * Lends pages a Chinese font: a bare machine has none, and people's own systems bring theirs. The pages name
 * "Noto Sans SC" in their font stack already; here it is served from the development dependency.
 */
export async function giveChineseFont(context: BrowserContext, origin: string): Promise<void> {
  const css = (await readFile(path.join(folder, 'index.css'), 'utf8'))
    .replaceAll('Noto Sans SC Variable', 'Noto Sans SC')
    .replaceAll('./files/', `${origin}/__font/`)
    .replaceAll('font-display: swap', 'font-display: block');
  await context.route(`${origin}/__font/*`, (route) =>
    route.fulfill({ path: path.join(folder, 'files', path.basename(new URL(route.request().url()).pathname)) }),
  );
  await context.addInitScript((styles) => {
    addEventListener('DOMContentLoaded', () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    });
  }, css);
}
