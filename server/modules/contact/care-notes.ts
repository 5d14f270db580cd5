import type { CareNote } from '~/generated/prisma/client';
import type { CareNoteAudience } from '~/generated/prisma/enums';
import type { Tx } from '~/server/database/transaction';
import type { Deps } from '~/server/deps';

export type CareNoteRow = Pick<
  CareNote,
  'id' | 'personId' | 'audience' | 'text' | 'writtenBy' | 'createdAt' | 'endedAt'
>;

const columns = {
  id: true,
  personId: true,
  audience: true,
  text: true,
  writtenBy: true,
  createdAt: true,
  endedAt: true,
} as const;

/** Whether a person agrees to health notes being kept for those who help them. */
export async function hasHealthConsent(tx: Pick<Tx, 'consent'>, personId: string): Promise<boolean> {
  const consent = await tx.consent.findFirst({
    where: { personId, purpose: 'health_notes', withdrawnAt: null },
    select: { id: true },
  });
  return consent !== null;
}

/** The notes of one audience that hold now, newest first; those for helpers while the person agrees. For callers that may tell. */
export async function findCareNotes(
  deps: Pick<Deps, 'prisma'>,
  personId: string,
  audience: CareNoteAudience,
): Promise<CareNoteRow[]> {
  if (audience === 'helper' && !(await hasHealthConsent(deps.prisma, personId))) return [];
  return deps.prisma.careNote.findMany({
    where: { personId, audience, endedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: columns,
  });
}

/** Every note of a person, ended ones last. For a file that the caller was already let open. */
export const unsafeCareNotesOf = (deps: Pick<Deps, 'prisma'>, personId: string): Promise<CareNoteRow[]> =>
  deps.prisma.careNote.findMany({
    where: { personId },
    orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }, { id: 'desc' }],
    select: columns,
  });
