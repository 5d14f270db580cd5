/** What a test file printed as an error, and what it said it would. */
const expected: RegExp[] = [];
const unexpected: string[] = [];

/** Says that the running test prints an error like this; any other fails it. */
export function expectConsoleError(pattern: RegExp): void {
  expected.push(pattern);
}

/** Collects console.error instead of printing it. */
export function watchConsole(): void {
  console.error = (...words: unknown[]) => {
    const text = words
      .map((word) => (word instanceof Error ? (word.stack ?? word.message) : String(word)))
      .join(' ');
    if (!expected.some((pattern) => pattern.test(text))) unexpected.push(text);
  };
}

/** The errors nobody expected since the last call. */
export function takeUnexpectedErrors(): string[] {
  expected.length = 0;
  return unexpected.splice(0);
}
