import { z } from 'zod';
import { m } from '~/generated/messages/messages';

/** The ids of the ticked rows of a list; at least one. */
export const ticked = (nobody: () => string) =>
  z.preprocess(
    (value) => (value === undefined ? [] : [value].flat()),
    z.array(z.string()).refine((ids) => ids.length > 0, { error: nobody }),
  );

/**
 * What an act on several things left undone, as the answer to its form: how many were done, then each that was refused with its
 * name and reason. Null when nothing was refused.
 */
export function refusedAmong<Refused extends { refusal: { message: string } }>(
  result: { count: number; refused: readonly Refused[] } | null,
  nameOf: (refused: Refused) => string,
) {
  if (!result || result.refused.length === 0) return null;
  const lines = result.refused.map((each) =>
    m.organisation_refused_line({ name: nameOf(each), why: each.refusal.message }),
  );
  const sum = m.organisation_refused_sum({ done: result.count, count: result.refused.length });
  return {
    __typename: 'InvalidInput' as const,
    message: sum,
    issues: [sum, ...lines].map((message) => ({ path: ['refused'], message })),
  };
}
