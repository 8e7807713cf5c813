/**
 * Hands mails to an SMTP server. What matters is what is known when it goes wrong: until the first byte of the mail itself was
 * asked for, the server cannot have taken it; after that, only its answer says whether it has.
 */
import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Mail, Mailer, MailOutcome } from '../ports/mail-ports.ts';
import { scrubText } from '../util/scrub.ts';
import type { SmtpServer } from './read-smtp-url.ts';

const CONNECT_WITHIN = 10_000;
const QUIET_FOR = 30_000;
const LONGEST_REASON = 300;

/** `from`: an address, or a name and an address: `Muster <groups@example.com>`. */
export function createSmtpMailer(server: SmtpServer, from: string): Mailer {
  return {
    async send(mail) {
      const { message, envelope } = await composed(mail, from);
      return handOver(server, envelope, message);
    },
  };
}

interface Envelope {
  readonly from: string | false;
  readonly to: string[];
}

async function composed(
  mail: Mail,
  from: string,
): Promise<{ readonly message: Buffer; readonly envelope: Envelope }> {
  const { messageId, to, subject, text, html, language } = mail;
  const node = new MailComposer({
    from,
    to: to.map((address) => ({ name: '', address })),
    subject,
    text,
    ...(html !== null && { html }),
    messageId: `<${messageId}>`,
    // Nobody answers a program: holiday notices and the like stay at home (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { from: sender, to: recipients } = node.getEnvelope();
  return { message: await node.build(), envelope: { from: sender, to: recipients } };
}

function handOver(server: SmtpServer, envelope: Envelope, message: Buffer): Promise<MailOutcome> {
  const { host, port, secure, requireTLS, user, password } = server;
  const connection = new SMTPConnection({
    ...{ host, port, secure, requireTLS },
    connectionTimeout: CONNECT_WITHIN,
    greetingTimeout: CONNECT_WITHIN,
    socketTimeout: QUIET_FOR,
  });
  let begun = false;
  const body = new Readable({
    read() {
      begun = true;
      this.push(message);
      this.push(null);
    },
  });
  return new Promise((resolve) => {
    const failed = (error: unknown): void => {
      body.destroy();
      connection.close();
      resolve(outcomeOf(error, begun));
    };
    const send = (): void =>
      connection.send(envelope, body, (error) => {
        if (error) return failed(error);
        connection.quit();
        resolve({ kind: 'accepted' });
      });
    connection.once('error', failed);
    // Faults after the outcome is known change nothing.
    connection.on('error', () => undefined);
    connection.connect((error) => {
      if (error) return failed(error);
      if (user === null || connection.authenticated) return send();
      connection.login({ user, pass: password ?? '' }, (refusal) =>
        refusal ? failed(refusal) : send(),
      );
    });
  });
}

/** A server that takes nothing from us, whoever it is for (greeting, sign-in, sender), says nothing about the mail. */
function outcomeOf(error: unknown, begun: boolean): MailOutcome {
  const reason = scrubText(messageOf(error)).slice(0, LONGEST_REASON);
  const { code, command } = answerIn(error);
  const isOfMail = command === 'RCPT TO' || command === 'DATA';
  if (isOfMail && code >= 500 && code < 600) return { kind: 'refused', reason };
  if (isOfMail && code >= 400 && code < 500 && code !== 421) return { kind: 'deferred', reason };
  return { kind: begun ? 'inDoubt' : 'unreachable', reason };
}

/** What the server answered, and to what. 421 says that it goes away, not what became of the mail. */
function answerIn(error: unknown): { readonly code: number; readonly command: unknown } {
  if (!(error instanceof Error)) return { code: 0, command: null };
  const code: unknown = Reflect.get(error, 'responseCode');
  return { code: typeof code === 'number' ? code : 0, command: Reflect.get(error, 'command') };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
