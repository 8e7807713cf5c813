/** What stands in the tables, read past the application: what is announced, waits or runs. */
import { TableClient } from '@azure/data-tables';

/** How much is not done. */
export interface Outstanding {
  /** Groups that somebody changed and whose work is not done. */
  readonly pending: number;
  /** Groups that are being evaluated. */
  readonly running: number;
  /** Objects that wait to be looked at. */
  readonly intents: number;
}

export class StorageView {
  readonly #connection: string;

  constructor(connection: string) {
    this.#connection = connection;
  }

  async outstanding(): Promise<Outstanding> {
    const [pending, running, intents] = await Promise.all([
      this.#count('pending'),
      this.#count('groups', "RowKey eq 'meta' and status eq 'Running'"),
      this.#count('objects', "RowKey ge 'p:' and RowKey lt 'p;'"),
    ]);
    return { pending, running, intents };
  }

  /** None before the application has made the table. */
  async #count(table: string, filter?: string): Promise<number> {
    const client = TableClient.fromConnectionString(this.#connection, table, {
      allowInsecureConnection: true,
    });
    const queryOptions = { select: ['RowKey'], ...(filter !== undefined && { filter }) };
    let count = 0;
    try {
      for await (const _ of client.listEntities({ queryOptions })) count++;
    } catch (error) {
      if (!(error instanceof Error) || !('statusCode' in error) || error.statusCode !== 404)
        throw error;
    }
    return count;
  }
}
