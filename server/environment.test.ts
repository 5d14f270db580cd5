import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EnvironmentError, loadEnvironment } from './environment';

const SECRET = 'k'.repeat(32);

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    loadEnvironment(source);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
}

describe('a first start', () => {
  test('with nothing set runs the demo on port 3000 of this machine alone', () => {
    const environment = loadEnvironment({});

    expect(environment).toMatchObject({
      demo: true,
      port: 3000,
      host: '127.0.0.1',
      role: 'all',
      mode: 'production',
    });
    expect(environment.dataDirectory).toBe(resolve('data'));
    expect(Object.isFrozen(environment)).toBe(true);
  });

  test('treats an empty value as not set', () => {
    expect(loadEnvironment({ PORT: '', DATABASE_URL: '' })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
    });
  });
});

describe('outside demo mode', () => {
  test('a secret of one’s own ends demo mode', () => {
    expect(loadEnvironment({ SESSION_SECRET: SECRET })).toMatchObject({ demo: false, secret: SECRET });
  });

  test('refuses to run without a secret', () => {
    expect(problemsOf({ LINLI_DEMO: '0' })).toEqual([
      expect.stringMatching(/^SESSION_SECRET is missing: set it/),
    ]);
  });

  test('refuses the demo’s secret and a short one', () => {
    const demoSecret = loadEnvironment({}).secret;

    expect(problemsOf({ SESSION_SECRET: demoSecret })).toEqual([expect.stringContaining('everybody knows')]);
    expect(problemsOf({ SESSION_SECRET: 'secret' })).toEqual([expect.stringContaining('shorter than 32')]);
  });
});

describe('a bad value', () => {
  test.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['HOST', 'http://localhost'],
    ['DATABASE_URL', 'mysql://localhost/linli'],
    ['REDIS_URL', 'localhost:6379'],
    ['LINLI_DEMO', 'yes'],
    ['LINLI_ROLE', 'both'],
    ['LINLI_PUBLIC_URL', 'linli.example'],
    ['LINLI_TRUST_PROXY', '-1'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'staging'],
  ])('%s=%s gets one sentence that names it', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([
      expect.stringMatching(new RegExp(`^${name} must .+\\.$`)),
    ]);
  });

  test('everything wrong is said at once', () => {
    expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'x', LINLI_DEMO: '0' })).toHaveLength(3);
  });

  test('a misspelt setting is named', () => {
    expect(problemsOf({ LINLI_DATADIR: '/srv' })).toEqual([
      expect.stringContaining('LINLI_DATADIR is not a setting'),
    ]);
  });
});

test('the address people type loses its trailing slash', () => {
  expect(loadEnvironment({ LINLI_PUBLIC_URL: 'https://linli.example/' }).publicUrl).toBe(
    'https://linli.example',
  );
});

test('.env.example lists every setting and is itself valid', () => {
  const text = readFileSync('.env.example', 'utf8');
  const listed = [...text.matchAll(/^# ?([A-Z_]+)=/gm)].map((match) => match[1]).sort();

  expect(listed).toEqual([
    'DATABASE_URL',
    'HOST',
    'LINLI_DATABASE_CONNECTIONS',
    'LINLI_DATA_DIR',
    'LINLI_DEMO',
    'LINLI_MAIL_FROM',
    'LINLI_PUBLIC_URL',
    'LINLI_ROLE',
    'LINLI_TRUST_PROXY',
    'LOG_LEVEL',
    'NODE_ENV',
    'PORT',
    'REDIS_URL',
    'SESSION_SECRET',
    'SESSION_SECRET_PREVIOUS',
    'SMS_WEBHOOK_SECRET',
    'SMS_WEBHOOK_URL',
    'SMTP_URL',
  ]);
});
