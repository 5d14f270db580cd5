import { Refused } from '~/server/policy/refusal';

/** The code of the refusal that a use case ends with; any other end fails the test. */
export async function refusalCodeOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  throw new Error('The use case did not refuse');
}
