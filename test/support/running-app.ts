/** The registered functions, run by the local host over Azurite: what a deployed Muster is, on this machine. */
import { join } from 'node:path';
import { type LocalHost, startLocalHost } from '../../src/local/host/local-host.ts';
import { isolatedStorage } from './azurite.ts';
import { type GraphClient, graphClient } from './graph-client.ts';
import { newGroup, newUser } from './new-objects.ts';

export interface RunningApp extends GraphClient {
  readonly host: LocalHost;
  readonly connection: string;
  /** Creates a user with these attributes; answers the id. */
  user(attributes?: Record<string, unknown>): Promise<string>;
  /** Creates a security group with a rule, or an assigned one; answers the id. */
  group(rule: string | null, more?: Record<string, unknown>): Promise<string>;
  /** The ids of a group's members. */
  members(groupId: string): Promise<string[]>;
}

export async function startApp(environment: Record<string, string> = {}): Promise<RunningApp> {
  const connection = isolatedStorage();
  const host = await startLocalHost({
    root: join(import.meta.dirname, '../..'),
    entryFiles: ['functions/*.ts'],
    port: 0,
    environment: {
      AzureWebJobsStorage: connection,
      MUSTER_LOCAL: 'true',
      MUSTER_LOG_LEVEL: 'warning',
      ...environment,
    },
  });
  const client = graphClient(host.url);
  let made = 0;
  return {
    ...client,
    host,
    connection,
    user: async (attributes = {}) => {
      made++;
      const name = `user${made}`;
      return created(await client.post('/v1.0/users', { ...newUser(name), ...attributes }));
    },
    group: async (rule, more = {}) => {
      made++;
      return created(
        await client.post('/v1.0/groups', { ...newGroup(`group${made}`, rule), ...more }),
      );
    },
    members: async (groupId) =>
      (await client.all(`/v1.0/groups/${groupId}/members?$select=id`)).map(({ id }) => id),
  };
}

function created(answer: { status: number; body: { id: string } }): string {
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.id;
}
