import type { Tone } from '~/app/components/ui/badge';
import { m } from '~/generated/messages/messages';

export interface Words {
  text: string;
  tone: Tone;
}

/** A need's status in words; a help request waits for someone to take it where an activity recruits. */
export function needStatusWords(need: { status: string; kind: string }): Words {
  const isHelp = need.kind === 'help';
  switch (need.status) {
    case 'draft':
      return { text: m.public_need_draft(), tone: 'neutral' };
    case 'in_review':
      return { text: m.public_need_in_review(), tone: 'caution' };
    case 'open':
      return { text: isHelp ? m.public_need_open_help() : m.public_need_open(), tone: 'primary' };
    case 'in_progress':
      return { text: isHelp ? m.public_need_in_progress_help() : m.public_need_in_progress(), tone: 'info' };
    case 'completed':
      return { text: isHelp ? m.public_need_completed_help() : m.public_need_completed(), tone: 'neutral' };
    case 'closed':
      return { text: m.public_need_closed(), tone: 'neutral' };
    default:
      return { text: m.public_need_cancelled(), tone: 'danger' };
  }
}

const claimWords: Record<string, { words: () => string; tone: Tone }> = {
  invited: { words: m.public_claim_invited, tone: 'info' },
  requested: { words: m.public_claim_requested, tone: 'caution' },
  waitlisted: { words: m.public_claim_waitlisted, tone: 'caution' },
  offered: { words: m.public_claim_offered, tone: 'accent' },
  confirmed: { words: m.public_claim_confirmed, tone: 'primary' },
  checked_in: { words: m.public_claim_checked_in, tone: 'primary' },
  attended: { words: m.public_claim_attended, tone: 'primary' },
  no_show: { words: m.public_claim_no_show, tone: 'danger' },
  withdrawn: { words: m.public_claim_withdrawn, tone: 'neutral' },
  declined: { words: m.public_claim_declined, tone: 'neutral' },
  released: { words: m.public_claim_released, tone: 'neutral' },
  expired: { words: m.public_claim_expired, tone: 'neutral' },
};

/** How somebody left who withdrew. */
const leftWords: Record<string, () => string> = {
  late: m.public_left_late,
  handed_over: m.handover_left,
  swapped: m.handover_left_swapped,
};

/** A claim's state as the volunteer reads it; of one on the waitlist their place in the line. */
export function claimStateWords(
  state: string,
  waitlistPosition: number | null = null,
  withdrawnAs: string | null = null,
): Words {
  if (withdrawnAs !== null && withdrawnAs in leftWords)
    return { text: leftWords[withdrawnAs]?.() ?? state, tone: 'neutral' };
  if (state === 'waitlisted' && waitlistPosition !== null)
    return { text: m.public_waitlist_position({ position: waitlistPosition }), tone: 'caution' };
  const found = claimWords[state];
  return found ? { text: found.words(), tone: found.tone } : { text: state, tone: 'neutral' };
}

const recordWords: Record<string, { words: () => string; tone: Tone }> = {
  proposed: { words: m.public_record_proposed, tone: 'caution' },
  confirmed: { words: m.public_record_confirmed, tone: 'info' },
  verified: { words: m.public_record_verified, tone: 'primary' },
  disputed: { words: m.public_record_disputed, tone: 'accent' },
  rejected: { words: m.public_record_rejected, tone: 'danger' },
  corrected: { words: m.public_record_corrected, tone: 'neutral' },
};

/** A service record's state: who has it now. */
export function recordStateWords(state: string): Words {
  const found = recordWords[state];
  return found ? { text: found.words(), tone: found.tone } : { text: state, tone: 'neutral' };
}

/** States in which a claim is over and holds nothing. */
export function isLiveClaim(state: string): boolean {
  return ['invited', 'requested', 'waitlisted', 'offered', 'confirmed', 'checked_in'].includes(state);
}
