/** A directory with a guarded group, and what administrators do with it. */
import { expect } from 'vitest';
import { dynamic, type Reply, TestServer } from './test-server.ts';

export class GuardedServer extends TestServer {
  /** Ten people in Sales, of whom six are in Bonn. */
  readonly users: string[] = [];

  /** A group of them that lets go of three at once at most, or with another guard. */
  async guarded(guard: unknown = { removals: { count: 3 } }): Promise<string> {
    for (let made = 0; made < 10; made++) {
      const city = made < 6 ? 'Bonn' : 'Kiel';
      this.users.push(await this.createUser({ department: 'Sales', city }));
    }
    const id = await this.createGroup(dynamic('user.department -eq "Sales"'));
    await this.settle();
    expect((await this.patch(`/muster/v1/groups/${id}`, { guard })).status).toBe(204);
    return id;
  }

  async members(id: string): Promise<readonly string[]> {
    const { body } = await this.get(`/v1.0/groups/${id}/members?$top=999`);
    return body.value.map((member: { id: string }) => member.id);
  }

  /** The holds that wait for a decision. */
  async held() {
    return (await this.get('/muster/v1/holds?status=held')).body.value;
  }

  setRule(id: string, membershipRule: string): Promise<Reply> {
    return this.patch(`/v1.0/groups/${id}`, { membershipRule });
  }

  release(hold: { readonly id: string; readonly diffHash: string }): Promise<Reply> {
    const { id, diffHash } = hold;
    return this.post(`/muster/v1/holds/${id}/release`, { diffHash });
  }

  move(user: string | undefined, department: string): Promise<Reply> {
    return this.patch(`/v1.0/users/${user}`, { department });
  }
}
