import { Client } from 'pg';
import { vi } from 'vitest';

/** How many statements reach PostgreSQL while the work is done, by whichever way. */
export async function countStatements<Answer>(
  work: () => Promise<Answer>,
): Promise<{ statements: number; answer: Answer }> {
  const spy = vi.spyOn(Client.prototype, 'query');
  try {
    const answer = await work();
    return { statements: spy.mock.calls.length, answer };
  } finally {
    spy.mockRestore();
  }
}
