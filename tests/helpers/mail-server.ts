import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

/** A message as it came in over SMTP. */
export interface ReceivedMail {
  readonly to: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Both parts, decoded. */
  readonly body: string;
}

/** A real mail server in the process of a test. */
export interface MailServer {
  readonly url: string;
  readonly port: number;
  readonly received: ReceivedMail[];
  close(): Promise<void>;
}

export interface MailServerOptions {
  /** The code and text with which the reader's address is refused; null takes it. */
  refuseAddress?(address: string): { code: number; text: string } | null;
  /** Before a message that has come whole is answered: an error refuses it, `hang up` breaks the line without an answer. */
  beforeAnswer?(mail: ReceivedMail): Promise<'take' | 'hang up' | { code: number; text: string }>;
  readonly port?: number;
}

export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo({ address }, _session, done) {
      const refusal = options.refuseAddress?.(address);
      done(refusal ? refused(refusal) : null);
    },
    onData(stream, session, done) {
      void (async () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
        // A sender that ends half-way has sent nothing.
        const raw = await textOf(stream).catch(() => null);
        if (raw === null) return;
        const mail = readMail(to, raw);
        const answer = (await options.beforeAnswer?.(mail)) ?? 'take';
        if (answer === 'hang up') {
          received.push(mail);
          for (const connection of server.connections) connection._socket?.destroy();
          return;
        }
        if (typeof answer === 'object') return done(refused(answer));
        received.push(mail);
        done(null);
      })();
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const refused = ({ code, text }: { code: number; text: string }): Error =>
  Object.assign(new Error(text), { responseCode: code });

async function textOf(stream: SMTPServerDataStream | Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function readMail(to: string, raw: string): ReceivedMail {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = new Map(
    head
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        wordsOf(line.slice(line.indexOf(':') + 1).trim()),
      ]),
  );
  return { to, headers, body: partsOf(rest.join('\r\n\r\n'), head) };
}

/** Encoded words of a header (RFC 2047). */
const wordsOf = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?(b|q)\?([^?]*)\?=/gi, (_all, kind: string, text: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('utf8')
        : fromQuoted(text.replace(/_/g, ' ')),
    );

function partsOf(body: string, head: string): string {
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1];
  if (!boundary) return decode(body, head);
  return body
    .split(`--${boundary}`)
    .map((part) => {
      const at = part.indexOf('\r\n\r\n');
      return decode(part.slice(at + 4), part.slice(0, at));
    })
    .join('\n');
}

function decode(text: string, head: string): string {
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8');
  return /transfer-encoding: quoted-printable/i.test(head) ? fromQuoted(text) : text;
}

const fromQuoted = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
