import { describe, expect, it } from 'vitest';
import { encodeId, newId } from '~/server/database/id';
import type { Feed } from '~/server/modules/audit/feeds';
import type { PublishedEvent } from './event-log';
import { frameFor } from './payload';

const ids = { claim: newId(), task: newId(), need: newId(), person: newId() };

const claimed: PublishedEvent = {
  position: 7,
  type: 'claim:confirmed',
  aggregateType: 'claim',
  aggregateId: ids.claim,
  feeds: [],
  payload: {
    claimId: ids.claim,
    taskId: ids.task,
    needId: ids.need,
    takenPlaces: 2,
    placesTaken: 3,
    // What no use case may write, and no feed may pass on if one does.
    personId: ids.person,
    displayName: 'Ada',
    phone: { value: '+12125550100' },
  },
};

const counts = {
  taskId: encodeId('Task', ids.task),
  needId: encodeId('Need', ids.need),
  takenPlaces: 2,
  placesTaken: 3,
};

describe('what a feed may see of an event', () => {
  it.each<Feed>(['board', `need:${ids.need}`, `task:${ids.task}`])(
    'is counts, without whose it was, on %s',
    (feed) => {
      const frame = frameFor(claimed, feed, 3);
      expect(frame?.payload).toEqual(counts);
      expect(frame).toMatchObject({
        position: 7,
        previous: 3,
        aggregateType: 'need',
        aggregateId: counts.needId,
      });
      expect(JSON.stringify(frame)).not.toMatch(new RegExp(`${ids.claim}|${ids.person}|Ada|2125550100`));
    },
  );

  it('is the claim too for those it belongs to, and never more than the table says', () => {
    const frame = frameFor(claimed, `person:${ids.person}`, 0);
    expect(frame?.payload).toEqual({ ...counts, claimId: encodeId('Claim', ids.claim) });
    expect(frame).toMatchObject({
      feed: `person:person_${ids.person}`,
      aggregateId: encodeId('Claim', ids.claim),
    });
  });

  it('is that something changed, and nothing of what, for a committee above', () => {
    const id = newId();
    expect(frameFor(claimed, `below:${id}`, 3)).toEqual({
      feed: `below:${encodeId('Community', id)}`,
      position: 7,
      previous: 3,
      type: 'claim:confirmed',
      aggregateType: null,
      aggregateId: null,
      payload: {},
    });
  });

  it('is nothing for an event or a feed that the table does not know', () => {
    expect(frameFor({ ...claimed, type: 'claim:unheard_of' }, 'board', 0)).toBeNull();
    expect(frameFor({ ...claimed, type: 'toString' }, 'board', 0)).toBeNull();
    expect(frameFor(claimed, `household:${newId()}` as Feed, 0)).toBeNull();
    expect(frameFor({ ...claimed, type: 'account:signed_in' }, 'board', 0)).toBeNull();
    expect(frameFor({ ...claimed, type: 'record:verified' }, `need:${ids.need}`, 0)).toBeNull();
  });
});
