/** Somebody new as an officer wrote them down. */
export interface NewPersonLine {
  newPersonName: string;
  /** `1958-03-12`; undefined when the line holds the name alone. */
  birthDate?: string;
  /** A birth date stands there that is no day of the calendar. */
  isUnreadable?: true;
}

const withDate = /^(.*[^\s,、;])[\s,、;]+(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/u;

/** Reads people written one a line, each with their birth date behind the name or without: `张桂芳 1958-03-12`, `张桂芳，1958年3月12日`. */
export function readNewPeople(text: string): NewPersonLine[] {
  const lines = text.split(/\r?\n/).map((line) => line.normalize('NFKC').trim());
  return [...new Set(lines)].filter((line) => line !== '').map(readLine);
}

function readLine(line: string): NewPersonLine {
  const [, name, year = '', month = '', day = ''] = withDate.exec(line) ?? [];
  if (name === undefined) return { newPersonName: line };
  const birthDate = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${birthDate}T00:00:00Z`);
  const isDay = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(birthDate);
  return isDay ? { newPersonName: name, birthDate } : { newPersonName: name, isUnreadable: true };
}
