/** Digits in groups of four, as one reads them out and types them: "1234 5678". */
export function spokenCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}
