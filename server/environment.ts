import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { z } from 'zod';

/** Every setting of the process, checked. The only reader of `process.env`. */
export interface Environment {
  readonly mode: 'production' | 'development' | 'test';
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** A PostgreSQL of one's own; without it the embedded one runs on `dataDirectory`. */
  readonly databaseUrl: string | undefined;
  readonly databaseConnections: number;
  readonly redisUrl: string | undefined;
  /** Absolute. */
  readonly dataDirectory: string;
  readonly demo: boolean;
  /** Keys sessions and the hashes of phones and documents. */
  readonly secret: string;
  /** The secret before; read by `npm run change-secret` alone. */
  readonly previousSecret: string | undefined;
  /** Whether this process serves pages, runs jobs, or both. */
  readonly role: 'all' | 'web' | 'worker';
  /** Without a trailing slash; undefined means the address it listens on. */
  readonly publicUrl: string | undefined;
  /** How many proxies in front of Linli may be believed about the client's address. */
  readonly trustedProxies: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** The mail server; undefined means that no e-mail is sent, or that a demo shows it on its mailbox page. */
  readonly smtpUrl: string | undefined;
  /** Whom e-mail comes from; undefined means linli@ the host of the public address. */
  readonly mailFrom: string | undefined;
  /** The installer's gateway for text messages; undefined means that none are sent. */
  readonly smsUrl: string | undefined;
  /** Signs what goes to the gateway, and opens the way for replies. */
  readonly smsSecret: string | undefined;
}

/** Settings that keep Linli from starting, each as a sentence that says how to mend it. */
export class EnvironmentError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'EnvironmentError';
    this.problems = problems;
  }
}

/** Good enough for demo people whose passwords are public; refused everywhere else. */
const DEMO_SECRET = 'linli-demo-secret-that-everybody-can-read';
const SECRET_LENGTH = 32;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Set for tests and benches, and read by them alone. */
const ELSEWHERE = /^LINLI_(CHROMIUM|TEST_\w+|BENCH_\w+)$/;

const HOME = fileURLToPath(new URL('..', import.meta.url));

const choice = <const Values extends readonly [string, ...string[]]>(values: Values, sentence: string) =>
  z.enum(values, { error: sentence });

const wholeNumber = (from: number, to: number, sentence: string) =>
  z
    .string()
    .regex(/^\d+$/, { error: sentence })
    .transform(Number)
    .refine((value) => value >= from && value <= to, { error: sentence });

const address = (protocols: RegExp, sentence: string) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && protocols.test(new URL(value).protocol), { error: sentence });

const Settings = z.object({
  NODE_ENV: choice(
    ['production', 'development', 'test'],
    'NODE_ENV must be production, development or test: leave it out for production.',
  ).default('production'),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, {
      error: 'HOST must be a host name or an IP address, such as 127.0.0.1 or 0.0.0.0.',
    })
    .default('127.0.0.1'),
  PORT: wholeNumber(
    0,
    65_535,
    'PORT must be a whole number up to 65535, such as 3000; 0 takes any free port.',
  ).default(3000),
  DATABASE_URL: address(
    /^postgres(ql)?:$/,
    'DATABASE_URL must look like postgresql://user:password@host:5432/database: mend it, or leave it out to use the embedded PostgreSQL.',
  ).optional(),
  LINLI_DATABASE_CONNECTIONS: wholeNumber(
    2,
    500,
    'LINLI_DATABASE_CONNECTIONS must be a whole number from 2 to 500.',
  ).default(16),
  REDIS_URL: address(
    /^rediss?:$/,
    'REDIS_URL must look like redis://host:6379: mend it, or leave it out when Linli runs on one machine.',
  ).optional(),
  LINLI_DATA_DIR: z.string().default('data'),
  SESSION_SECRET: z.string().optional(),
  SESSION_SECRET_PREVIOUS: z.string().optional(),
  LINLI_DEMO: choice(['0', '1'], 'LINLI_DEMO must be 1 (demo data) or 0 (a real community).').optional(),
  LINLI_ROLE: choice(['all', 'web', 'worker'], 'LINLI_ROLE must be all, web or worker.').default('all'),
  LINLI_PUBLIC_URL: address(
    /^https?:$/,
    'LINLI_PUBLIC_URL must be the address people type, such as https://linli.example.',
  ).optional(),
  LINLI_TRUST_PROXY: wholeNumber(
    0,
    10,
    'LINLI_TRUST_PROXY must be the number of proxies in front of Linli: 0 for none, usually 1.',
  ).default(0),
  LOG_LEVEL: choice(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`).default('info'),
  SMTP_URL: address(
    /^smtps?:$/,
    'SMTP_URL must look like smtp://user:password@host:587, or smtps://…:465: mend it, or leave it out to send no e-mail.',
  ).optional(),
  LINLI_MAIL_FROM: z
    .string()
    .regex(/^([^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/, {
      error:
        'LINLI_MAIL_FROM must be an e-mail address, such as linli@example.org or Linli <linli@example.org>.',
    })
    .optional(),
  SMS_WEBHOOK_URL: address(
    /^https?:$/,
    'SMS_WEBHOOK_URL must be the address of your gateway for text messages, such as https://sms.example/linli: mend it, or leave it out to send none.',
  ).optional(),
  SMS_WEBHOOK_SECRET: z
    .string()
    .min(SECRET_LENGTH, {
      error: `SMS_WEBHOOK_SECRET is shorter than ${SECRET_LENGTH} characters: set it to what \`openssl rand -base64 32\` prints.`,
    })
    .optional(),
});

/**
 * Reads and checks the settings: `process.env` over the file `.env`, unless given.
 * @throws EnvironmentError naming everything that is wrong at once
 */
export function loadEnvironment(source: Record<string, string | undefined> = fromProcess()): Environment {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Settings.safeParse(given);
  const problems = [
    ...(parsed.error?.issues.map((issue) => issue.message) ?? []),
    ...misspelt(Object.keys(given)),
  ];

  const demo = given.LINLI_DEMO !== '0' && (given.LINLI_DEMO === '1' || given.SESSION_SECRET === undefined);
  const secretProblem = judgeSecret(given.SESSION_SECRET, demo);
  if (secretProblem) problems.push(secretProblem);
  if (given.SMS_WEBHOOK_URL && !given.SMS_WEBHOOK_SECRET)
    problems.push(
      'SMS_WEBHOOK_SECRET is missing: set it to what `openssl rand -base64 32` prints, here and at your gateway.',
    );
  if (!parsed.success || problems.length > 0) throw new EnvironmentError(problems);

  const settings = parsed.data;
  return Object.freeze({
    mode: settings.NODE_ENV,
    host: settings.HOST,
    port: settings.PORT,
    databaseUrl: settings.DATABASE_URL,
    databaseConnections: settings.LINLI_DATABASE_CONNECTIONS,
    redisUrl: settings.REDIS_URL,
    dataDirectory: resolve(HOME, settings.LINLI_DATA_DIR),
    demo,
    secret: settings.SESSION_SECRET ?? DEMO_SECRET,
    previousSecret: settings.SESSION_SECRET_PREVIOUS,
    role: settings.LINLI_ROLE,
    publicUrl: settings.LINLI_PUBLIC_URL?.replace(/\/+$/, ''),
    trustedProxies: settings.LINLI_TRUST_PROXY,
    logLevel: settings.LOG_LEVEL,
    smtpUrl: settings.SMTP_URL,
    mailFrom: settings.LINLI_MAIL_FROM,
    smsUrl: settings.SMS_WEBHOOK_URL,
    smsSecret: settings.SMS_WEBHOOK_SECRET,
  });
}

function judgeSecret(secret: string | undefined, demo: boolean): string | undefined {
  if (secret === undefined) {
    return demo
      ? undefined
      : 'SESSION_SECRET is missing: set it to what `openssl rand -base64 32` prints, and keep it; or set LINLI_DEMO=1 to try the demo.';
  }
  if (secret === DEMO_SECRET && !demo) {
    return "SESSION_SECRET is the demo's, which everybody knows: set it to what `openssl rand -base64 32` prints.";
  }
  if (secret.length < SECRET_LENGTH) {
    return `SESSION_SECRET is shorter than ${SECRET_LENGTH} characters: set it to what \`openssl rand -base64 32\` prints.`;
  }
  return undefined;
}

/** A misspelt setting would silently do nothing. */
function misspelt(names: string[]): string[] {
  const known = new Set(Object.keys(Settings.shape));
  return names
    .filter((name) => name.startsWith('LINLI_') && !known.has(name) && !ELSEWHERE.test(name))
    .map((name) => `${name} is not a setting of Linli: see .env.example for those there are.`);
}

function fromProcess(): Record<string, string | undefined> {
  const file = join(HOME, '.env');
  return existsSync(file) ? { ...parseEnv(readFileSync(file, 'utf8')), ...process.env } : process.env;
}
