import { describe, expect, it } from 'vitest';
import { newId } from '~/server/database/id';
import { feedClass, feedName, parseFeedName } from './feeds';

describe('the name of a feed', () => {
  it('is the same after a journey to a client and back', () => {
    const id = newId();
    for (const feed of [
      'board',
      `need:${id}`,
      `task:${id}`,
      `person:${id}`,
      `organisation:${id}`,
      `community:${id}`,
      `below:${id}`,
    ] as const) {
      expect(parseFeedName(feedName(feed))).toBe(feed);
    }
    expect(feedName(`need:${id}`)).toBe(`need:need_${id}`);
  });

  it.each([
    null,
    7,
    '',
    'boards',
    'need:',
    'need:1',
    `need:person_${newId()}`,
    `need:${newId()}`,
    'toString:x',
    'x'.repeat(200),
  ])('is not %s', (name) => {
    expect(parseFeedName(name)).toBeNull();
  });

  it('of an unknown kind has no class', () => {
    expect(feedClass('household:1')).toBeNull();
    expect(feedClass('needs')).toBeNull();
    expect(feedClass('constructor:1')).toBeNull();
  });
});
