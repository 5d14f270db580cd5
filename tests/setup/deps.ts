import pino from 'pino';
import type { Clock, Deps, Settings } from '~/server/deps';
import { silentSignal } from '~/server/realtime/signal';
import type { TestDatabase } from './database';

/** A clock that a test sets. Starts on Monday 2026-03-02, 09:00 in Shanghai. */
export class TestClock implements Clock {
  constructor(private time = new Date('2026-03-02T01:00:00Z')) {}

  now(): Date {
    return new Date(this.time);
  }

  set(time: Date | string): void {
    this.time = new Date(time);
  }

  advance(minutes: number): void {
    this.time = new Date(this.time.getTime() + minutes * 60_000);
  }
}

export const testSettings: Settings = {
  demo: false,
  publicUrl: 'http://localhost:3000',
  secret: 'a secret for tests only, long enough',
  secureCookies: false,
};

/** The process's parts as a test needs them: a real database, a clock of its own, a silent log, nothing published. */
export function testDeps(
  database: Pick<TestDatabase, 'pool' | 'prisma'>,
  overrides: Partial<Deps> = {},
): Deps {
  return {
    pool: database.pool,
    prisma: database.prisma,
    clock: new TestClock(),
    log: pino({ level: 'silent' }),
    settings: testSettings,
    events: silentSignal,
    ...overrides,
  };
}
