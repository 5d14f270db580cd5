import type { NeedStatus } from '~/generated/prisma/enums';
import { searchWordsOf } from '~/server/modules/needs/search-words';
import type { ImportContext } from './import-context';
import type { Poster } from './organisations-of-rows';
import type { NeedDraft } from './read-row';

/** Where a need stands by its tasks: a unit that is not verified waits for review. */
export function statusOf(draft: NeedDraft, poster: Poster | null, now: Date): NeedStatus {
  if (poster && !poster.verified) return 'in_review';
  if (draft.windows.every((window) => window.endsAt <= now)) return 'completed';
  return draft.windows.some((window) => window.startsAt <= now) ? 'in_progress' : 'open';
}

/** The columns of a need that a row decides. */
export const columnsOf = (draft: NeedDraft) => ({
  title: draft.title,
  summary: draft.summary,
  bring: draft.bring,
  risks: draft.risks,
  urgency: draft.urgency,
  categoryId: draft.categoryId,
  placeName: draft.placeName,
  latitude: draft.latitude,
  longitude: draft.longitude,
  sourceHash: draft.hash,
});

/** The words by which a need is found, as for one that is posted by hand. */
export const wordsOf = (context: ImportContext, draft: NeedDraft, number: string): string =>
  searchWordsOf(
    number,
    draft.title,
    draft.summary,
    draft.placeName,
    draft.organisation?.name ?? context.committee?.name,
    ...context.searchNames(draft.categoryId, draft.communityId),
  );
