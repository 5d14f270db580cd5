import { m } from '~/generated/messages/messages';
import type { CareEntry } from '~/generated/prisma/client';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';
import { recordChange } from '~/server/modules/audit/record-change';
import { feedsOfNeed } from '~/server/modules/needs/feeds';
import { draftNeed } from '~/server/modules/needs/post-need';
import type { Actor } from '~/server/policy/actor';
import { refuse } from '~/server/policy/refusal';

/** The kind of help that regular visits are, in the vocabulary. */
const categoryKey = 'care-support-network';

/** The language in which a need of a community is written. */
export type Tongue = 'zh-CN' | 'en';

/** The language of a need that is there: its title's. */
export const tongueOf = (title: string): Tongue => (/\p{Script=Han}/u.test(title) ? 'zh-CN' : 'en');

/**
 * Writes the need whose tasks are somebody's regular visits, as a draft: help at a private home, for whom is in the person served
 * alone. It is published with its first visit.
 */
export async function draftStandingNeed(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  { personId, communityId, tongue }: { personId: string; communityId: string; tongue: Tongue },
): Promise<string> {
  const organisationId = actor.membership?.organisationId ?? refuse('NOT_ALLOWED');
  const category = await tx.category.findUnique({ where: { key: categoryKey }, select: { id: true } });
  const title = m.server_care_title({}, { locale: tongue });
  const values = {
    id: null,
    version: null,
    organisation: null,
    kind: 'help' as const,
    community: communityId,
    category: category?.id ?? null,
    title,
    summary: m.server_care_summary({}, { locale: tongue }),
    bring: null,
    risks: null,
    urgency: 'normal' as const,
    placeKind: 'private_home' as const,
    placeName: null,
    latitude: null,
    longitude: null,
    tasks: [],
    consent: false,
  };
  const author = {
    kind: values.kind,
    organisationId,
    responsibleUnitId: organisationId,
    servedPersonId: personId,
    takenInById: actor.personId,
  };
  return (await draftNeed(tx, deps, actor, values, author)).needId;
}

/** Closes the need of an entry that ended, in the caller's transaction: nobody is asked to judge it, and what was served stays. */
export async function closeStandingNeed(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  actor: Actor,
  entry: Pick<CareEntry, 'id' | 'needId'>,
  reason: string,
): Promise<void> {
  if (entry.needId === null) return;
  const before = await tx.need.findUniqueOrThrow({ where: { id: entry.needId } });
  if (before.status === 'cancelled' || before.status === 'closed') return;
  const status = before.status === 'draft' ? ('cancelled' as const) : ('closed' as const);
  await tx.task.updateMany({ where: { needId: before.id }, data: { isOpen: false } });
  const after = await tx.need.update({
    where: { id: before.id },
    data: { status, version: { increment: 1 } },
  });
  await recordChange(tx, deps, actor, {
    type: 'care:ended',
    subjectType: 'need',
    subjectId: before.id,
    fromState: before.status,
    toState: status,
    reason,
    payload: { careEntryId: entry.id },
    feeds: feedsOfNeed(after),
  });
}
