/** Imports as a client makes them, on tables in memory. */
import { groupBody, type Reply, TestServer } from './test-server.ts';

export class ImportClient {
  readonly server = new TestServer();
  id = '';

  async begin(): Promise<string> {
    const reply = await this.server.post('/muster/v1/imports', {});
    if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
    this.id = reply.body.id;
    return this.id;
  }

  put(
    part: number,
    body: string | Uint8Array,
    more: { readonly csv?: true; readonly query?: string } = {},
  ): Promise<Reply> {
    const type = more.csv === true ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
    const path = `/muster/v1/imports/${this.id}/parts/${part}${more.query ?? ''}`;
    return this.server.send('PUT', path, body, { 'content-type': type });
  }

  complete(): Promise<Reply> {
    return this.server.post(`/muster/v1/imports/${this.id}/complete`, {});
  }

  async managerOf(number: number): Promise<string | undefined> {
    return (await this.server.get(`/v1.0/users/${guid(number)}/manager?$select=id`)).body.id;
  }

  async membersOf(number: number): Promise<readonly string[]> {
    const path = `/v1.0/groups/${guid(number)}/members?$select=id&$top=999`;
    return (await this.server.get(path)).body.value.map(({ id }: { id: string }) => id);
  }
}

export function guid(number: number): string {
  return `a0000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function user(number: number, more: Readonly<Record<string, unknown>> = {}) {
  return {
    type: 'user',
    id: guid(number),
    accountEnabled: true,
    displayName: `Person ${number}`,
    mailNickname: `p${number}`,
    userPrincipalName: `p${number}@contoso.com`,
    ...more,
  };
}

export function group(number: number, more: Readonly<Record<string, unknown>> = {}) {
  return { type: 'group', id: guid(number), ...groupBody(), ...more };
}

export function ndjson(...lines: readonly unknown[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
