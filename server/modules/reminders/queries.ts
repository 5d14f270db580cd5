import type { ComingWord } from '~/generated/prisma/enums';
import type { Deps } from '~/server/deps';
import { zoneSql } from '~/server/modules/hours/zone-sql';
import { findClaimOfToken } from './say-coming';

/** What is known of whether somebody comes: they were asked, or what they said. */
export type Coming = 'asked' | ComingWord;

/** What people said of the start that their claims have now, in the order of the ids; null for who was not asked. For callers that may tell. */
export async function unsafeFindComing(
  deps: Pick<Deps, 'pool'>,
  claimIds: readonly string[],
): Promise<(Coming | null)[]> {
  const { rows } = await deps.pool.query<{ claimId: string; answer: ComingWord | null }>({
    name: 'coming-of-claims',
    text: `
      SELECT a."claimId", a.answer FROM "ComingAnswer" a JOIN "Claim" c ON c.id = a."claimId" AND c."startsAt" = a."startsAt"
      WHERE a."claimId" = ANY($1::uuid[])`,
    values: [claimIds],
  });
  const byClaim = new Map(rows.map(({ claimId, answer }) => [claimId, answer ?? ('asked' as const)]));
  return claimIds.map((id) => byClaim.get(id) ?? null);
}

/** What the link of a message asks about. */
export interface ComingQuestion {
  /** Null where it is nobody else's business. */
  readonly title: string | null;
  readonly placeName: string | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  /** Whether the place is still theirs. */
  readonly isConfirmed: boolean;
  readonly coming: Coming | null;
}

/** The task that a link asks about, without the title and place of private homes and help; null for a link that is not good any more. */
export async function findComingQuestion(
  deps: Pick<Deps, 'pool' | 'prisma' | 'settings'>,
  token: string,
): Promise<ComingQuestion | null> {
  const claim = await findClaimOfToken(deps, token);
  if (!claim) return null;
  const { rows } = await deps.pool.query<Omit<ComingQuestion, 'coming'> & { isPrivate: boolean }>({
    name: 'coming-question',
    text: `
      SELECT n.title, n."placeName", c."startsAt", c."endsAt", ${zoneSql('n."communityId"')} AS "timeZone",
        c.state = 'confirmed' AS "isConfirmed", (n."placeKind" = 'private_home' OR n.kind <> 'activity') AS "isPrivate"
      FROM "Claim" c JOIN "Task" t ON t.id = c."taskId" JOIN "Need" n ON n.id = t."needId" WHERE c.id = $1`,
    values: [claim.id],
  });
  const [row] = rows;
  if (!row) return null;
  const [coming = null] = await unsafeFindComing(deps, [claim.id]);
  const { isPrivate, ...question } = row;
  return { ...question, ...(isPrivate ? { title: null, placeName: null } : {}), coming };
}
