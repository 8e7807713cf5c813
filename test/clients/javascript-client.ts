/** The story's means with @microsoft/microsoft-graph-client. */
import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  GraphError,
} from '@microsoft/microsoft-graph-client';
import { type Change, type GroupSeen, type StoryClient, wholeUser } from './story.ts';

// biome-ignore lint/suspicious/noExplicitAny: the library types answers so.
type Body = any;

export interface Server {
  /** Scheme, host and port. */
  readonly url: string;
  /** What the library is to send as `Authorization: Bearer`. */
  readonly token: string;
}

export function javascriptClient(server: Server): StoryClient {
  const client = Client.init({
    baseUrl: `${server.url}/`,
    customHosts: new Set([new URL(server.url).hostname]),
    authProvider: (done) => done(null, server.token),
  });
  const group = (id: string) => client.api(`/groups/${id}`);
  const beta = (path: string) => client.api(path).version('beta');
  return {
    createUser: async ({ displayName, department }) => {
      const user = await client.api('/users').post(wholeUser(displayName, department));
      return user.id;
    },
    moveUser: (id, department) => client.api(`/users/${id}`).patch({ department }),
    createGroup: async (draft) => seen(await client.api('/groups').post(draft)),
    readGroup: async (id) => seen(await group(id).get()),
    updateGroup: (id, change) => group(id).patch(change),
    deleteGroup: (id) => group(id).delete(),
    status: async (id) => {
      const found = await beta(`/groups/${id}`).select('membershipRuleProcessingStatus').get();
      return found.membershipRuleProcessingStatus?.status ?? null;
    },
    memberPages: async (id, size) => {
      const pages: string[][] = [];
      const first = () => client.api(`/groups/${id}/members`).top(size).get();
      for await (const { value } of chain(client, server, await first()))
        pages.push(value.map(({ displayName }: Body) => displayName));
      return pages;
    },
    addMember: (groupId, userId) =>
      client
        .api(`/groups/${groupId}/members/$ref`)
        .post({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${userId}` }),
    evaluate: async (memberId, asked) => {
      const [path, body] =
        'groupId' in asked
          ? [`/groups/${asked.groupId}/evaluateDynamicMembership`, { memberId }]
          : ['/groups/evaluateDynamicMembership', { memberId, membershipRule: asked.rule }];
      return (await beta(path).post(body)).membershipRuleEvaluationResult;
    },
    delta: async (groupId, link) => {
      const changes: Change[] = [];
      let deltaLink = '';
      const first =
        link === null
          ? await client.api('/groups/delta').filter(`id eq '${groupId}'`).select('members').get()
          : await linked(client, server, link);
      for await (const page of chain(client, server, first)) {
        changes.push(...page.value.map(changeOf));
        deltaLink = page['@odata.deltaLink'] ?? deltaLink;
      }
      return { link: deltaLink, changes };
    },
    batch: (groupId, nowhere) => batch(client, groupId, nowhere),
    refusalOf(error) {
      if (!(error instanceof GraphError)) throw error;
      const { statusCode, code, message, requestId, date } = error;
      return { status: statusCode, code: code ?? '', message, requestId: requestId ?? '', date };
    },
  };
}

async function* chain(client: Client, server: Server, first: Body): AsyncGenerator<Body> {
  for (let page = first; page !== undefined; ) {
    yield page;
    const next = page['@odata.nextLink'];
    page = next === undefined ? undefined : await linked(client, server, next);
  }
}

/** Follows a link as it is over https; over http, where the library takes it for a path, without its root. */
function linked(client: Client, { url }: Server, link: string): Promise<Body> {
  if (link.startsWith('https:')) return client.api(link).get();
  return client.api(link.slice(`${url}/v1.0`.length)).get();
}

async function batch(
  client: Client,
  groupId: string,
  nowhere: string,
): Promise<Readonly<Record<string, number>>> {
  const address = (id: string) => `https://graph.microsoft.com/v1.0/groups/${id}`;
  const content = new BatchRequestContent([
    { id: '1', request: new Request(address(groupId)) },
    {
      id: '2',
      request: new Request(address(groupId), {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ displayName: 'Renamed in a batch' }),
      }),
      dependsOn: ['1'],
    },
    { id: '3', request: new Request(address(nowhere)), dependsOn: ['2'] },
  ]);
  const answer = new BatchResponseContent(
    await client.api('/$batch').post(await content.getContent()),
  );
  const read: Body = await answer.getResponseById('1').json();
  if (read.id !== groupId) throw new Error(JSON.stringify(read));
  return Object.fromEntries(['1', '2', '3'].map((id) => [id, answer.getResponseById(id).status]));
}

function changeOf(item: Body): Change {
  const members: readonly Body[] = item['members@delta'] ?? [];
  return {
    groupId: item.id,
    members: members.map((one) => ({ id: one.id, removed: one['@removed'] !== undefined })),
  };
}

function seen(body: Body): GroupSeen {
  const { id, displayName, membershipRule, membershipRuleProcessingState } = body;
  return { id, displayName, rule: membershipRule, state: membershipRuleProcessingState };
}
