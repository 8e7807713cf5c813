/** A directory whose Microsoft 365 groups greet their members through a server of the test. */
import type { GroupDraft } from '../../src/groups/create-group.ts';
import type { Context } from '../../src/membership/context.ts';
import { NoMailServerError } from '../../src/notices/no-mail-server.ts';
import type { Outbox } from '../../src/notices/outbox.ts';
import { sendMails } from '../../src/notices/send-mails.ts';
import { Directory } from '../support/directory.ts';
import { FakeServer } from './fake-server.ts';

const UNIFIED = { unified: true, mailEnabled: true, securityEnabled: false } as const;

export class Greeted {
  readonly directory: Directory;
  readonly server = new FakeServer();
  readonly outbox: Outbox;
  #made = 0;

  constructor(directory = new Directory(), options: Partial<Outbox> = {}) {
    this.directory = directory;
    this.outbox = {
      mailer: this.server,
      perMinute: 100_000,
      language: 'en',
      mailDomain: 'contoso.com',
      idDomain: 'contoso.com',
      alertTo: [],
      ...options,
    };
  }

  /** The timer fires a minute later; no server is nothing that a test minds. */
  async round(context: Context = this.directory.context, outbox: Outbox | null = this.outbox) {
    this.directory.minutes++;
    await sendMails(context, outbox).catch((error: unknown) => {
      if (!(error instanceof NoMailServerError)) throw error;
    });
  }

  /** A Microsoft 365 group. */
  unified(rule: string | null, more: Partial<GroupDraft['resource']> = {}): Promise<string> {
    const mailNickname = `group${this.#made++}`;
    return this.directory.group(rule, { ...UNIFIED, mailNickname, ...more });
  }

  /** So many users of a city, at once; answers their addresses. */
  async users(count: number, city: string): Promise<readonly string[]> {
    const addresses: string[] = [];
    for (let made = 0; made < count; made++) {
      const address = `${city}${made}@contoso.com`.toLowerCase();
      await this.directory.user({ city, mail: address, userPrincipalName: address });
      addresses.push(address);
    }
    return addresses;
  }
}
