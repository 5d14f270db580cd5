import { spokenCode } from '~/app/components/committee/spoken-code';

/** A request's number as one reads it out: the year, then digits by threes, which stay on one line: "2026 – 000 123" for `2026-000123`. */
export function spokenNumber(number: string): string {
  return number
    .split('-')
    .map((part) => spokenCode(part).replaceAll(' ', '\u00a0'))
    .join(' – ');
}

/** What somebody typed for a number, however they spaced it, as it is kept: `2026-000123` for "2026 000 123". */
export function typedNumber(text: string): string {
  const digits = text.normalize('NFKC').replace(/\D/g, '');
  return digits.length > 4 ? `${digits.slice(0, 4)}-${digits.slice(4).padStart(6, '0')}` : digits;
}

/** A phone in the groups it is dialled in: "+86 138 0013 8000", "+1 212 555 0142"; others as they are kept. */
export function spokenPhone(phone: string): string {
  const known = /^(\+86)(1\d{2})(\d{4})(\d{4})$/.exec(phone) ?? /^(\+1)(\d{3})(\d{3})(\d{4})$/.exec(phone);
  return known ? known.slice(1).join(' ') : phone;
}
