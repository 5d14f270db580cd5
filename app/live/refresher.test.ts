import { describe, expect, it } from 'vitest';
import { Refresher } from './refresher';

/** Time that passes when told to. */
function clock() {
  let time = 0;
  let visible = true;
  let waiting: { at: number; work: () => void }[] = [];
  return {
    timing: {
      now: () => time,
      random: () => 1,
      later(work: () => void, milliseconds: number) {
        const entry = { at: time + milliseconds, work };
        waiting.push(entry);
        return () => (waiting = waiting.filter((other) => other !== entry));
      },
      isVisible: () => visible,
    },
    pass(milliseconds: number) {
      time += milliseconds;
      const due = waiting.filter(({ at }) => at <= time);
      waiting = waiting.filter(({ at }) => at > time);
      for (const { work } of due) work();
    },
    hide: () => (visible = false),
    show: () => (visible = true),
  };
}

describe('the refresher', () => {
  it('asks once for what happens together, well within a second', () => {
    const time = clock();
    let asked = 0;
    const refresher = new Refresher(() => (asked += 1), time.timing);
    for (let index = 0; index < 50; index += 1) refresher.ask();
    time.pass(250);
    expect(asked).toBe(1);
  });

  it('asks less than twice a second while much happens, and once after the last of it', () => {
    const time = clock();
    let asked = 0;
    const refresher = new Refresher(() => (asked += 1), time.timing);
    for (let index = 0; index < 100; index += 1) {
      refresher.ask();
      time.pass(50);
    }
    time.pass(1_000);
    expect(asked).toBeGreaterThan(5);
    expect(asked).toBeLessThan(10);
  });

  it('waits until somebody looks', () => {
    const time = clock();
    let asked = 0;
    const refresher = new Refresher(() => (asked += 1), time.timing);
    time.hide();
    refresher.ask();
    time.pass(5_000);
    expect(asked).toBe(0);
    time.show();
    refresher.show();
    time.pass(250);
    expect(asked).toBe(1);
  });

  it('asks nothing once stopped', () => {
    const time = clock();
    let asked = 0;
    const refresher = new Refresher(() => (asked += 1), time.timing);
    refresher.ask();
    refresher.stop();
    time.pass(5_000);
    expect(asked).toBe(0);
  });
});
