/** Countries whose telephone numbers may be written without their prefix. */
export type PhoneCountry = 'CN' | 'US';

const clean = (text: string): string => text.normalize('NFKC').replace(/[\s\-().·—–]/g, '');

// A Chinese mobile, or a landline with its area code; a North American number.
const national: Record<PhoneCountry, (digits: string) => string | null> = {
  CN(digits) {
    if (/^1[3-9]\d{9}$/.test(digits)) return `+86${digits}`;
    const landline = /^0([1-9]\d{1,2})([2-9]\d{6,7})$/.exec(digits);
    return landline ? `+86${landline[1]}${landline[2]}` : null;
  },
  US(digits) {
    const local = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
    return /^[2-9]\d{2}[2-9]\d{6}$/.test(local) ? `+1${local}` : null;
  },
};

/** A number in E.164 as somebody wrote it, with or without its prefix; null when it cannot be one. */
export function normalisePhone(text: string, country: PhoneCountry): string | null {
  const typed = clean(text).replace(/^00/, '+');
  if (!typed.startsWith('+')) return /^\d+$/.test(typed) ? national[country](typed) : null;
  if (typed.startsWith('+86')) return national.CN(typed.slice(3)) ?? national.CN(`0${typed.slice(3)}`);
  if (typed.startsWith('+1')) return national.US(typed.slice(2));
  return /^\+[2-9]\d{7,14}$/.test(typed) ? typed : null;
}

/** Every number a text may stand for, the one of the likelier country first. Sign-in tries them all. */
export function phonesIn(text: string, likelier: PhoneCountry = 'CN'): string[] {
  const order: PhoneCountry[] = likelier === 'CN' ? ['CN', 'US'] : ['US', 'CN'];
  const found = order.map((country) => normalisePhone(text, country));
  return [...new Set(found.filter((phone) => phone !== null))];
}

/** An e-mail address as look-ups compare it, or null. The domain and the name compare without case. */
export function normaliseEmail(text: string): string | null {
  const email = text.normalize('NFKC').trim().toLowerCase();
  const [name = '', domain = '', ...rest] = email.split('@');
  const fits =
    rest.length === 0 &&
    email.length <= 254 &&
    /^[^\s@"(),:;<>[\]\\]{1,64}$/.test(name) &&
    /^([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]*$/u.test(domain);
  return fits ? email : null;
}

/** The ways to be reached that a text may stand for, as they are kept: one e-mail address, or every number it can mean. */
export function contactsIn(text: string): { kind: 'phone' | 'email'; value: string }[] {
  const email = text.includes('@') ? normaliseEmail(text) : null;
  if (email !== null) return [{ kind: 'email', value: email }];
  return phonesIn(text).map((value) => ({ kind: 'phone', value }));
}

/** The last four digits of a telephone number; what lists may show. */
export const lastFourOf = (phone: string): string => phone.replace(/\D/g, '').slice(-4);

/** A number for the person's own eyes and short lists: +86 … 5678. */
export const maskPhone = (phone: string): string =>
  `${phone.slice(0, phone.startsWith('+1') ? 2 : 3)} … ${lastFourOf(phone)}`;

/** Whole years between a birth date and a day. Someone born on 29 February has their birthday on 1 March of other years. */
export function ageOn(birthDate: Date, day: Date): number {
  const years = day.getUTCFullYear() - birthDate.getUTCFullYear();
  const birthdayPassed =
    day.getUTCMonth() > birthDate.getUTCMonth() ||
    (day.getUTCMonth() === birthDate.getUTCMonth() && day.getUTCDate() >= birthDate.getUTCDate());
  return birthdayPassed ? years : years - 1;
}

/** More years than anybody is known to have lived. */
const oldestAge = 125;

/** Whether somebody alive on `day` can have been born then. */
export function isLikelyBirthDate(birthDate: Date, day: Date): boolean {
  const age = ageOn(birthDate, day);
  return age >= 0 && age <= oldestAge;
}
