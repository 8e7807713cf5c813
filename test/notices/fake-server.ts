/** A mail server as the sender sees it: what it has taken, and what it answers. */
import type { Mail, Mailer, MailOutcome } from '../../src/ports/mail-ports.ts';

/** What becomes of one try: `taken` says whether the server has the mail, whatever the sender is told. */
export interface Answer {
  readonly outcome: MailOutcome;
  readonly taken: boolean;
}

export const ACCEPTED: Answer = { outcome: { kind: 'accepted' }, taken: true };
export const DEFERRED: Answer = {
  outcome: { kind: 'deferred', reason: '451 later' },
  taken: false,
};
export const REFUSED: Answer = { outcome: { kind: 'refused', reason: '550 no' }, taken: false };
export const UNREACHABLE: Answer = {
  outcome: { kind: 'unreachable', reason: 'ECONNREFUSED' },
  taken: false,
};
/** The connection breaks; nobody knows whether before or after the mail was taken. */
export const LOST_BEFORE: Answer = {
  outcome: { kind: 'inDoubt', reason: 'Connection closed' },
  taken: false,
};
export const LOST_AFTER: Answer = { ...LOST_BEFORE, taken: true };

export class FakeServer implements Mailer {
  readonly taken: Mail[] = [];
  tries = 0;
  answer: (mail: Mail, tries: number) => Answer = () => ACCEPTED;

  async send(mail: Mail): Promise<MailOutcome> {
    this.tries++;
    const { outcome, taken } = this.answer(mail, this.tries);
    if (taken) this.taken.push(mail);
    return outcome;
  }

  /** How many mails each address got, by address. */
  get counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { to } of this.taken)
      for (const address of to) counts[address] = (counts[address] ?? 0) + 1;
    return counts;
  }
}
