/**
 * What a phone field asks people by: its last four digits when those alone were typed, or a whole number. Null for what lies
 * between: a number half typed ends in somebody else's digits.
 */
export function phoneQuestion(typed: string): string | null {
  const text = typed.normalize('NFKC').trim().slice(0, 40);
  if (/^\d{4}$/.test(text)) return text;
  return digitsIn(text) >= 7 ? text : null;
}

/** More than the four digits that somebody is found by: a number that they give. */
export const isWholePhone = (typed: string | undefined): boolean => digitsIn(typed ?? '') > 4;

const digitsIn = (text: string): number => text.normalize('NFKC').replace(/\D/g, '').length;
