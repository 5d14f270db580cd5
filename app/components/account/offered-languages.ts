/** Languages that forms offer, by BCP 47 tag, the most spoken in the demo's cities first. */
export const offeredLanguages = ['zh', 'yue', 'en', 'es', 'ru', 'ko', 'bn', 'ht', 'ar', 'fr'] as const;
