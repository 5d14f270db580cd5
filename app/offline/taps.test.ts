import { describe, expect, it } from 'vitest';
import type { RosterClaim } from '~/app/graphql/organisation/roster';
import { applyTaps, localClaim, type Tap } from './taps';

const claim = (id: string, state: RosterClaim['state']): RosterClaim => ({
  id,
  state,
  createdAt: '2026-03-01T00:00:00Z',
  stateSince: '2026-03-01T00:00:00Z',
  reason: null,
  withdrawnAs: null,
  offerUntil: null,
  waitlistPosition: null,
  coming: null,
  note: null,
  person: { id: `person of ${id}`, displayName: id },
  attendance: null,
  record: null,
});

let made = 0;
function tap(part: Partial<Tap>): Tap {
  made += 1;
  return {
    key: `key ${made}`,
    by: 'carla kitchen',
    task: 'task',
    kind: 'in',
    claim: null,
    at: '2026-03-01T09:02:00Z',
    breakMinutes: 0,
    name: '',
    memberNumber: '',
    birthDate: '',
    refusal: null,
    ...part,
  };
}

const statesOf = (claims: RosterClaim[]) => claims.map(({ id, state }) => [id, state]);

describe('a roster with what waits on the device', () => {
  it('shows people as they will be once it is accepted, in the order in which it was done', () => {
    const claims = [claim('ann', 'confirmed'), claim('ben', 'confirmed'), claim('cy', 'confirmed')];
    const after = applyTaps(claims, [
      tap({ claim: 'ann' }),
      tap({ claim: 'ann', kind: 'out', at: '2026-03-01T11:00:00Z' }),
      tap({ claim: 'ben', kind: 'absent' }),
    ]);
    expect(statesOf(after)).toEqual([
      ['ann', 'attended'],
      ['ben', 'no_show'],
      ['cy', 'confirmed'],
    ]);
    expect(after[0]?.attendance).toMatchObject({
      checkedInAt: '2026-03-01T09:02:00Z',
      checkedOutAt: '2026-03-01T11:00:00Z',
    });
  });

  it('shows who walked in, and lets them leave again', () => {
    const walkIn = tap({ kind: 'walk-in', name: 'Nina New' });
    const here = applyTaps([], [walkIn]);
    expect(here).toMatchObject([{ state: 'checked_in', person: { displayName: 'Nina New' } }]);
    const left = applyTaps([], [walkIn, tap({ kind: 'out', claim: localClaim(walkIn.key) })]);
    expect(left).toMatchObject([{ state: 'attended', attendance: { walkIn: true } }]);
  });

  it('changes nothing by what was refused, or no longer fits what the server says', () => {
    const claims = [claim('ann', 'confirmed'), claim('ben', 'attended'), claim('cy', 'withdrawn')];
    const after = applyTaps(claims, [
      tap({ claim: 'ann', refusal: 'Too late.' }),
      tap({ claim: 'ben' }),
      tap({ claim: 'cy', kind: 'out' }),
      tap({ claim: 'somebody who is not here' }),
    ]);
    expect(after).toEqual(claims);
  });
});
