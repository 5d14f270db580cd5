/** How far a demo record goes on its way. */
export type Fate = 'proposed' | 'confirmed' | 'verified' | 'disputed' | 'rejected' | 'absent';

/**
 * What a day leaves as evidence: the code at the start and staff at the end, the code at both ends, only the word of staff; or
 * the code and staff for a day that went on far longer than planned.
 */
export type Trace = 'code' | 'own' | 'staff' | 'overtime';

/** One volunteer of a past day. */
export interface Helper {
  readonly personId: string;
  readonly fate: Fate;
  readonly trace: Trace;
}

/** Hours of the last days are on their way, older ones are settled, but for what somebody objected to. */
const daysOnTheWay = 14;

const onTheWay: readonly Fate[] = [
  'confirmed',
  'confirmed',
  'confirmed',
  'proposed',
  'confirmed',
  'confirmed',
  'absent',
  'confirmed',
  'confirmed',
  'confirmed',
  'disputed',
];
const settled: readonly Fate[] = [
  'verified',
  'verified',
  'verified',
  'absent',
  'verified',
  'verified',
  'verified',
  'verified',
  'rejected',
  'verified',
  'verified',
  'verified',
  'verified',
];
const traces: readonly Trace[] = [
  'code',
  'own',
  'code',
  'code',
  'own',
  'staff',
  'code',
  'own',
  'code',
  'code',
  'own',
  'code',
  'overtime',
  'code',
  'own',
  'code',
  'code',
];

const day = 86_400_000;

/**
 * Deals out how the past days of a town go, to everyone in turn. The volunteer to sign in as never goes astray: their older
 * hours are verified, ready for a certificate, and their latest are on their way.
 */
export function dealFates(
  now: Date,
  known: string,
): (personIds: readonly string[], endsAt: Date) => Helper[] {
  let turn = 0;
  return (personIds, endsAt) => {
    const recent = now.getTime() - endsAt.getTime() < daysOnTheWay * day;
    return personIds.map((personId) => {
      if (personId === known) return { personId, fate: recent ? 'confirmed' : 'verified', trace: 'code' };
      const fates = recent ? onTheWay : settled;
      const helper = {
        personId,
        fate: fates[turn % fates.length] ?? 'confirmed',
        trace: traces[turn % traces.length] ?? 'code',
      };
      turn += 1;
      return helper;
    });
  };
}
