/** Digits in even groups, as one reads them out and types them: "123 456 789", "1234 5678". */
export function spokenCode(code: string): string {
  const size = code.length % 3 === 0 ? 3 : 4;
  const groups = code.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
  return groups.join(' ');
}
