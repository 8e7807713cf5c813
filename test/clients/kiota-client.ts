/** The story's means with the SDKs that Kiota makes. */
import { HttpMethod, isUntypedNode } from '@microsoft/kiota-abstractions';
import { BatchRequestContent } from '@microsoft/msgraph-sdk-core';
import { answerTo, done, EVALUATION, type Model, requestFor, type Sdk } from './kiota-sdk.ts';
import { type Change, type GroupSeen, type StoryClient, wholeUser } from './story.ts';

const { GET, POST, PATCH, DELETE } = HttpMethod;
const GROUP = 'groups/{id}';

/** `beta`: for the status and evaluations, which v1.0 does not have. */
export function kiotaClient(sdk: Sdk, beta: Sdk): StoryClient {
  const { factories, serializers } = sdk;
  const list = (id: string, size: number) => ({
    method: GET,
    template: `${GROUP}/members{?%24top}`,
    keys: { id, '%24top': size },
  });
  return {
    createUser: async ({ displayName, department }) => {
      const body = { model: wholeUser(displayName, department), by: serializers.user };
      return (await answerTo(sdk, { method: POST, template: 'users', body }, factories.user)).id;
    },
    moveUser: (id, department) => {
      const body = { model: { department }, by: serializers.user };
      return done(sdk, { method: PATCH, template: 'users/{id}', keys: { id }, body });
    },
    createGroup: async (draft) => {
      const body = { model: { ...draft }, by: serializers.group };
      return seen(await answerTo(sdk, { method: POST, template: 'groups', body }, factories.group));
    },
    readGroup: async (id) =>
      seen(await answerTo(sdk, { method: GET, template: GROUP, keys: { id } }, factories.group)),
    updateGroup: (id, change) => {
      const body = { model: { ...change }, by: serializers.group };
      return done(sdk, { method: PATCH, template: GROUP, keys: { id }, body });
    },
    deleteGroup: (id) => done(sdk, { method: DELETE, template: GROUP, keys: { id } }),
    status: async (id) => {
      const keys = { id, '%24select': 'membershipRuleProcessingStatus' };
      const asked = { method: GET, template: `${GROUP}{?%24select}`, keys };
      const found = await answerTo(beta, asked, beta.factories.group);
      return found.membershipRuleProcessingStatus?.status ?? null;
    },
    memberPages: async (id, size) => {
      const pages = await chain(sdk, list(id, size), factories.directoryObjects);
      return pages.map(({ value }) => value.map(({ displayName }: Model) => displayName));
    },
    addMember: (id, userId) => {
      const odataId = `${sdk.adapter.baseUrl}/directoryObjects/${userId}`;
      const body = { model: { odataId }, by: serializers.reference };
      return done(sdk, { method: POST, template: `${GROUP}/members/$ref`, keys: { id }, body });
    },
    evaluate: async (memberId, asked) => {
      const isOwn = 'groupId' in asked;
      const found = await answerTo(
        beta,
        {
          method: POST,
          template: `${isOwn ? `${GROUP}/` : 'groups/'}evaluateDynamicMembership`,
          ...(isOwn && { keys: { id: asked.groupId } }),
          body: evaluation({ memberId, ...(!isOwn && { membershipRule: asked.rule }) }),
        },
        EVALUATION,
      );
      return found.membershipRuleEvaluationResult;
    },
    delta: async (groupId, link) => {
      const filtered = {
        method: GET,
        template: 'groups/delta(){?%24filter,%24select}',
        keys: { '%24filter': `id eq '${groupId}'`, '%24select': 'members' },
      };
      const first = link === null ? filtered : { method: GET, template: link };
      const pages = await chain(sdk, first, factories.groups);
      const last = pages.at(-1);
      return {
        link: plain(last?.odataDeltaLink ?? last?.additionalData['@odata.deltaLink']),
        changes: pages.flatMap(({ value }) => value.map(changeOf)),
      };
    },
    batch: (groupId, nowhere) => batch(sdk, groupId, nowhere),
    refusalOf(error: Model) {
      const { responseStatusCode, message, errorEscaped } = error;
      const { requestId, date } = errorEscaped.innerError;
      return { status: responseStatusCode, code: errorEscaped.code, message, requestId, date };
    },
  };
}

/** The body of an action, for which the published packages have no model. */
function evaluation(values: Readonly<Record<string, string>>) {
  const by = (writer: Model) => writer.writeAdditionalData(values);
  return { model: {}, by };
}

async function chain(
  sdk: Sdk,
  first: Parameters<typeof answerTo>[1],
  factory: Parameters<typeof answerTo>[2],
): Promise<readonly Model[]> {
  const pages = [await answerTo(sdk, first, factory)];
  for (let next = pages[0].odataNextLink; next; next = pages.at(-1).odataNextLink)
    pages.push(await answerTo(sdk, { method: GET, template: next }, factory));
  return pages;
}

async function batch(
  sdk: Sdk,
  groupId: string,
  nowhere: string,
): Promise<Readonly<Record<string, number>>> {
  const content = new BatchRequestContent(sdk.adapter, sdk.errors);
  const model = { displayName: 'Renamed in a batch' };
  const by = sdk.serializers.group;
  const asked = [
    { method: GET, template: GROUP, keys: { id: groupId } },
    { method: PATCH, template: GROUP, keys: { id: groupId }, body: { model, by } },
    { method: GET, template: GROUP, keys: { id: nowhere } },
  ];
  let before: string | null = null;
  for (const [at, one] of asked.entries()) {
    const step = content.addBatchRequest(requestFor(sdk, one), String(at + 1));
    if (before !== null) step.dependsOn = [before];
    before = step.id;
  }
  const statuses = await (await content.postAsync())?.getResponsesStatusCodes();
  return Object.fromEntries(statuses ?? []);
}

/** What the models do not know, they keep as it came. */
function changeOf(item: Model): Change {
  const members = plain(item.additionalData?.['members@delta']) ?? [];
  return {
    groupId: item.id,
    members: members.map((one: Model) => ({
      id: one.id,
      removed: one['@removed'] !== undefined,
    })),
  };
}

function plain(value: Model): Model {
  if (isUntypedNode(value)) return plain(value.getValue());
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, plain(held)]));
}

function seen(model: Model): GroupSeen {
  const { id, displayName, membershipRule, membershipRuleProcessingState } = model;
  return {
    id,
    displayName,
    rule: membershipRule ?? null,
    state: membershipRuleProcessingState ?? null,
  };
}
