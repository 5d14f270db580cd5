import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';

const folder = path.dirname(createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'));

/** One file of the font and the characters it holds, as pairs of first and last. */
interface Part {
  file: string;
  ranges: [number, number][];
}

let parts: Part[] | undefined;

async function readParts(): Promise<Part[]> {
  const css = await readFile(path.join(folder, 'index.css'), 'utf8');
  return [...css.matchAll(/url\(\.\/files\/([^)]+)\)[^}]*unicode-range:\s*([^;]+);/g)].map(([, file = '', ranges = '']) => ({
    file,
    ranges: ranges.split(',').map((range) => {
      const [first = '', last = first] = range.trim().slice(2).split('-');
      return [parseInt(first, 16), parseInt(last, 16)] as [number, number];
    }),
  }));
}

/** Words that only the browser's script adds to a page. */
const lateWords = '用通行密钥登录在这台设备上添加网络已断开';

/** The styles that show a text: each part it needs as a family of its own, inside the page, so that nothing loads late. */
async function stylesFor(text: string): Promise<string> {
  parts ??= await readParts();
  const points = [...new Set(text)].map((character) => character.codePointAt(0) ?? 0).filter((point) => point > 0x2000);
  const needed = parts.filter(({ ranges }) =>
    points.some((point) => ranges.some(([first, last]) => point >= first && point <= last)),
  );
  const faces = await Promise.all(
    needed.map(async ({ file }, position) => {
      const bytes = await readFile(path.join(folder, 'files', file), 'base64');
      return `@font-face { font-family: SC${position}; font-weight: 100 900; src: url(data:font/woff2;base64,${bytes}) }`;
    }),
  );
  const families = ['system-ui', ...needed.map((_, position) => `SC${position}`), 'sans-serif'].join(', ');
  return `${faces.join('\n')}\n:root { --font-sans: ${families} !important }`;
}

/**
 * Lends pages a Chinese font: a bare machine has none, and people's own systems bring theirs. It travels inside the
 * document, because Chromium keeps the boxes it drew for a run whose font came after it.
 */
export async function lendChineseFont(context: BrowserContext, origin: string): Promise<void> {
  await context.route(`${origin}/**`, async (route) => {
    const request = route.request();
    if (request.resourceType() !== 'document' || request.method() !== 'GET') return route.fallback();
    const response = await route.fetch({ maxRedirects: 0, maxRetries: 2 });
    if (!response.headers()['content-type']?.startsWith('text/html')) return route.fulfill({ response });
    const html = await response.text();
    return route.fulfill({ response, body: html.replace('</head>', `<style>${await stylesFor(html + lateWords)}</style></head>`) });
  });
}
