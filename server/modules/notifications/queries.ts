import type { Deps } from '~/server/deps';
import { assertMay, assertPerson } from '~/server/policy/permissions';
import type { Actor } from '~/server/policy/actor';
import { noticeSql } from './notice-sql';
import { isNoticeKind, type NoticeDetail, type NoticeKind } from './kinds';
import type { NoticeFacts } from './words';

export interface NoticeRow extends NoticeFacts {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly detail: NoticeDetail;
  readonly createdAt: Date;
  readonly readAt: Date | null;
}

/** The latest notices of the actor's person, newest first, with what they are about: one statement. */
export async function findNotices(
  deps: Pick<Deps, 'pool'>,
  actor: Actor,
  first: number,
): Promise<NoticeRow[]> {
  assertMay(actor, 'account.manage');
  const { rows } = await deps.pool.query<Omit<NoticeRow, 'kind'> & { kind: string }>({
    name: 'notices-of-person',
    text: `${noticeSql}
       WHERE notice."personId" = $1
       ORDER BY notice."createdAt" DESC, notice.id DESC
       LIMIT $2`,
    values: [assertPerson(actor, 'account.manage'), Math.min(Math.max(first, 1), 100)],
  });
  return rows.flatMap((row) => (isNoticeKind(row.kind) ? [{ ...row, kind: row.kind }] : []));
}

/** How many notices the actor's person has not read; 0 for a stranger. */
export async function countUnreadNotices(deps: Pick<Deps, 'prisma'>, actor: Actor): Promise<number> {
  const { personId } = actor;
  return personId === null ? 0 : deps.prisma.notice.count({ where: { personId, readAt: null } });
}
