import { getLocale as currentLocale, overwriteGetLocale } from '~/generated/messages/runtime';

/** The languages Linli speaks. */
export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Each language in its own words. */
export const localeNames: Record<Locale, string> = { 'zh-CN': '中文', en: 'English' };

export const localeCookie = 'linli_locale';

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}

/** The language of the page being rendered, on the server and in the browser. */
export function getLocale(): Locale {
  return currentLocale();
}

/** In the browser the page's own `lang` decides, so that it hydrates in the language it was rendered in. */
export function speakDocumentLanguage(): void {
  overwriteGetLocale(() => (isLocale(document.documentElement.lang) ? document.documentElement.lang : 'en'));
}
