import { m } from '~/generated/messages/messages';
import type { Tone } from '~/app/components/ui/badge';

/** Whether a certificate counts, in words and on their tint. */
export function certificateStateWords(state: 'valid' | 'revoked'): { text: string; tone: Tone } {
  return state === 'valid'
    ? { text: m.committee_certificate_valid(), tone: 'primary' }
    : { text: m.committee_certificate_revoked(), tone: 'danger' };
}
