import { expect, test } from 'vitest';
import { createLog } from './log';

function logged(entry: Record<string, unknown>): string {
  const lines: string[] = [];
  createLog({ logLevel: 'info' }, { write: (line) => void lines.push(line) }).info(entry, 'signed in');
  return lines.join('');
}

test('keeps what tells who and what by id', () => {
  expect(JSON.parse(logged({ accountId: 'a1', state: 'confirmed' }))).toMatchObject({
    accountId: 'a1',
    state: 'confirmed',
    msg: 'signed in',
  });
});

test.each(['password', 'sessionToken', 'phone', 'birthDate', 'door', 'cookie', 'SESSION_SECRET', 'code'])(
  'never writes a %s, however deep it stands',
  (key) => {
    const line = logged({ request: { headers: [{ [key]: '13907310000' }] } });

    expect(line).not.toContain('13907310000');
    expect(line).toContain('[private]');
  },
);

test('writes an error with its cause, without the row that a driver adds', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (value)=(13907310000)',
  });
  const line = logged({ err: new Error('not saved', { cause: error }) });

  expect(line).toContain('duplicate key');
  expect(line).toContain('23505');
  expect(line).not.toContain('13907310000');
});
