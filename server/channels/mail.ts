import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import {
  sendPatienceMs,
  type ChannelSender,
  type Outgoing,
  type SendOutcome,
} from '~/server/modules/notifications/outgoing';

export interface MailOptions {
  /** smtp://user:password@host:587, or smtps:// for TLS from the first byte. */
  readonly url: string;
  /** The address that messages come from, with or without a name before it. */
  readonly from: string;
}

/**
 * Sends by SMTP, over one connection a message. The connection is driven step by step, so that it is known whether the message can have
 * been taken: until its body is on its way it has certainly not gone out, and afterwards only the server's own answer tells.
 */
export function createMailSender({ url, from }: MailOptions): ChannelSender {
  const options = parseConnectionUrl(url);
  const open = new Set<SMTPConnection>();
  return {
    async send(message) {
      const composed = await compose(message, from);
      const connection = new SMTPConnection({
        ...options,
        connectionTimeout: 10_000,
        greetingTimeout: 10_000,
        dnsTimeout: 10_000,
        socketTimeout: 20_000,
      });
      open.add(connection);
      try {
        return await transfer(connection, options.auth, composed);
      } finally {
        open.delete(connection);
        connection.close();
      }
    },
    close() {
      for (const connection of open) connection.close();
    },
  };
}

interface Composed {
  readonly envelope: { from: string; to: string[] };
  readonly body: Buffer;
}

async function compose(message: Outgoing, from: string): Promise<Composed> {
  const mail = new MailComposer({
    from,
    to: { name: '', address: message.address },
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: `<${message.id}@${new URL(message.unsubscribeUrl).hostname}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': message.locale,
      'List-Unsubscribe': `<${message.unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { from: sender } = mail.getEnvelope();
  return { envelope: { from: sender || '', to: [message.address] }, body: await mail.build() };
}

type Auth = ReturnType<typeof parseConnectionUrl>['auth'];
type Stage = 'before' | 'underway';

function transfer(
  connection: SMTPConnection,
  auth: Auth | undefined,
  { envelope, body }: Composed,
): Promise<SendOutcome> {
  return new Promise((resolve) => {
    let stage: Stage = 'before';
    const end = (outcome: SendOutcome): void => {
      clearTimeout(patience);
      resolve(outcome);
    };
    const fail = (error: unknown): void => end(outcomeOf(error, stage));
    const patience = setTimeout(
      () =>
        end(
          stage === 'before'
            ? { state: 'retry', error: 'timed_out' }
            : { state: 'unknown', error: 'timed_out' },
        ),
      sendPatienceMs,
    );
    const send = (): void => {
      stage = 'underway';
      connection.send(envelope, body, (error) => {
        if (error) return fail(error);
        end({ state: 'sent' });
        connection.quit();
      });
    };
    connection.on('error', fail);
    connection.once('end', () => fail(new Error('The connection ended')));
    connection.connect((error) => {
      if (error) return fail(error);
      if (!auth) return send();
      connection.login({ ...auth, credentials: { user: auth.user, pass: auth.pass } }, (refused) =>
        refused ? fail(refused) : send(),
      );
    });
  });
}

/** What an error of the connection means for the message. */
export function outcomeOf(error: unknown, stage: Stage): SendOutcome {
  const { code, command, responseCode } = error as {
    code?: string;
    command?: string;
    responseCode?: number;
  };
  const isOfReader = command === 'RCPT TO';
  if (typeof responseCode === 'number') {
    // Who is not let in today, for a password that is being changed, may be tomorrow; a reader who is unknown stays so.
    const isFinal = responseCode >= 500 && stage === 'underway';
    return isFinal ? { state: 'failed', error: 'refused' } : { state: 'retry', error: 'busy' };
  }
  if (stage === 'before' || isOfReader || command === 'MAIL FROM')
    return { state: 'retry', error: code === 'ETIMEDOUT' ? 'timed_out' : 'unreachable' };
  // Nobody said no to an address or a message that could not be sent at all.
  if (command === 'API') return { state: 'failed', error: 'refused' };
  return { state: 'unknown', error: code === 'ETIMEDOUT' ? 'timed_out' : 'unreachable' };
}
