const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/**
 * Telephone numbers: +country, Chinese mobiles and landlines, and North American ones, with letters standing for digits
 * too (866.4.U.TREVOR). Dates, years, prices and house numbers are shorter or grouped otherwise.
 */
const phones = [
  /\+\d{1,3}[\s.-]?(?:\(\d{1,4}\)[\s.-]?)?\d(?:[\s.-]?\d){6,12}(?!\d)/gu,
  /(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/gu,
  /(?<!\d)0\d{2,3}[\s-]\d{7,8}(?!\d)/gu,
  /(?<!\d)(?:1[\s.-])?(?:\(\d{3}\)[\s.-]?|\d{3}[\s.-])\d{3}[\s.-]\d{4}(?!\d)/gu,
  /(?<!\d)8(?:00|66|77|88|55)[\s.-]\d[\s.-]\p{Lu}[\s.-]\p{Lu}{4,7}/gu,
];

/** What stands where a contact stood. */
export const contactRemoved = '[contact removed]';
export const contactRemovedChinese = '[联系方式已移除]';

/**
 * A public text without e-mail addresses and telephone numbers. Contact data lives behind one module and is released by
 * state; a summary is read by everyone.
 */
export function withoutContacts(text: string): { text: string; removed: boolean } {
  const mark = /\p{Script=Han}/u.test(text) ? contactRemovedChinese : contactRemoved;
  let clean = text.replace(email, mark);
  for (const phone of phones) clean = clean.replace(phone, mark);
  return { text: clean, removed: clean !== text };
}
