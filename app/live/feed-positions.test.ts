import { describe, expect, it } from 'vitest';
import { FeedPositions } from './feed-positions';

const frame = (position: number, previous: number, feed = 'board') => ({ feed, position, previous });

describe('the positions of feeds', () => {
  it('takes each frame of a feed once', () => {
    const positions = new FeedPositions(null);
    positions.reach('board', 10);
    expect(positions.take(frame(10, 9))).toBe('seen');
    expect(positions.take(frame(12, 10))).toBe('new');
    expect(positions.take(frame(12, 10))).toBe('seen');
    expect(positions.take(frame(11, 10))).toBe('seen');
  });

  it('notices that a frame is missing, and goes on once it came', () => {
    const positions = new FeedPositions(null);
    positions.reach('board', 10);
    expect(positions.take(frame(14, 12))).toBe('gap');
    expect(positions.of('board')).toBe(10);
    expect(positions.take(frame(12, 0))).toBe('new');
    expect(positions.take(frame(14, 12))).toBe('new');
  });

  it('counts each feed by itself', () => {
    const positions = new FeedPositions(5);
    expect(positions.take(frame(7, 6))).toBe('new');
    expect(positions.take(frame(7, 2, 'need:1'))).toBe('new');
    expect(positions.furthest).toBe(7);
  });

  it("counts backwards when the server's log began anew", () => {
    const positions = new FeedPositions(900);
    positions.reach('board', 900);
    positions.restart('board', 3);
    expect(positions.take(frame(4, 3))).toBe('new');
    expect(positions.furthest).toBe(4);
  });
});
