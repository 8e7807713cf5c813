/** What an administrator does with a dynamic group from its creation to its end, told once for every client library. */
import { expect } from 'vitest';
import { until } from '../support/until.ts';

export interface GroupDraft {
  readonly displayName: string;
  readonly mailNickname: string;
  readonly mailEnabled: boolean;
  readonly securityEnabled: boolean;
  readonly groupTypes: string[];
  readonly membershipRule: string;
  readonly membershipRuleProcessingState?: string;
}

export interface UserDraft {
  readonly displayName: string;
  readonly department: string;
}

/** A group as a library hands it to a program. */
export interface GroupSeen {
  readonly id: string;
  readonly displayName: string;
  readonly rule: string | null;
  readonly state: string | null;
}

export interface Change {
  readonly groupId: string;
  readonly members: readonly { readonly id: string; readonly removed: boolean }[];
}

export interface Round {
  readonly link: string;
  readonly changes: readonly Change[];
}

/** An error as a library hands it to a program. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
  readonly date: Date;
}

/** What the story asks of a library: each does it by its own means. */
export interface StoryClient {
  createUser(user: UserDraft): Promise<string>;
  moveUser(id: string, department: string): Promise<void>;
  createGroup(group: GroupDraft): Promise<GroupSeen>;
  readGroup(id: string): Promise<GroupSeen>;
  updateGroup(id: string, change: Partial<GroupDraft>): Promise<void>;
  deleteGroup(id: string): Promise<void>;
  /** `membershipRuleProcessingStatus/status`. */
  status(id: string): Promise<string | null>;
  /** The names of the users among the members, a list a page. */
  memberPages(id: string, size: number): Promise<readonly (readonly string[])[]>;
  addMember(groupId: string, userId: string): Promise<void>;
  evaluate(
    memberId: string,
    asked: { readonly groupId: string } | { readonly rule: string },
  ): Promise<boolean>;
  /** A whole round of delta over a group's members, from a link or from the start. */
  delta(groupId: string, link: string | null): Promise<Round>;
  /** Reads the group as `1`, then renames it as `2`, then what is nowhere as `3`, in one batch: their statuses. */
  batch(groupId: string, nowhere: string): Promise<Readonly<Record<string, number>>>;
  refusalOf(error: unknown): Refusal;
}

const NOWHERE = '00000000-0000-4000-8000-00000000dead';

/** A user that can be created: the names made of the display name. */
export function wholeUser(displayName: string, department: string) {
  const name = displayName.toLowerCase().replaceAll(' ', '.');
  return {
    accountEnabled: true,
    displayName,
    department,
    mailNickname: name,
    userPrincipalName: `${name}@contoso.com`,
    passwordProfile: { password: 'Not-kept-1' },
  };
}

export async function tellStory(client: StoryClient, name: string): Promise<void> {
  const sales = `Sales ${name}`;
  const people = {
    ada: await client.createUser({ displayName: `Ada ${name}`, department: sales }),
    bob: await client.createUser({ displayName: `Bob ${name}`, department: sales }),
    eve: await client.createUser({ displayName: `Eve ${name}`, department: `Other ${name}` }),
  };
  const draft = draftOf(name, `user.department -eq "${sales}"`);
  await refusesBadRules(client, draft);
  const group = await client.createGroup(draft);
  expect(group).toMatchObject({ displayName: draft.displayName, rule: draft.membershipRule });
  expect(group.state).toBe('On');
  await succeeded(client, group.id);
  await pagesMembers(client, group.id, name);
  await refused(client, () => client.addMember(group.id, people.eve), {
    status: 403,
    code: 'Authorization_RequestDenied',
  });
  await evaluatesBothForms(client, group.id, people);
  await changesTheRule(client, group.id, { ...people, name });
  await pausesAndResumes(client, group.id, { ...people, name });
  await batches(client, group.id);
  await convertsBothWays(client, group.id, { ...people, name });
  await client.deleteGroup(group.id);
  await refused(client, () => client.readGroup(group.id), {
    status: 404,
    code: 'Request_ResourceNotFound',
  });
}

interface Cast {
  readonly ada: string;
  readonly bob: string;
  readonly eve: string;
}

type NamedCast = Cast & { readonly name: string };

function draftOf(name: string, membershipRule: string): GroupDraft {
  return {
    displayName: `Story ${name}`,
    mailNickname: 'story',
    mailEnabled: false,
    securityEnabled: true,
    groupTypes: ['DynamicMembership'],
    membershipRule,
    membershipRuleProcessingState: 'on',
  };
}

async function refusesBadRules(client: StoryClient, draft: GroupDraft): Promise<void> {
  const misspelt = { ...draft, membershipRule: 'user.departmnt -eq "Sales"' };
  const { message } = await refused(client, () => client.createGroup(misspelt), {
    status: 400,
    code: 'InvalidMembershipRule',
  });
  expect(message).toContain('departmnt');
  const objectless = { ...draft, membershipRule: '(accountEnabled -eq true)' };
  await refused(client, () => client.createGroup(objectless), {
    status: 400,
    code: 'InvalidObjectTypeException',
  });
}

async function pagesMembers(client: StoryClient, groupId: string, name: string): Promise<void> {
  const pages = await client.memberPages(groupId, 1);
  expect(pages.length).toBeGreaterThanOrEqual(2);
  expect(pages.every((page) => page.length <= 1)).toBe(true);
  expect(pages.flat().sort()).toEqual([`Ada ${name}`, `Bob ${name}`]);
}

async function evaluatesBothForms(
  client: StoryClient,
  groupId: string,
  { ada, eve }: Cast,
): Promise<void> {
  expect(await client.evaluate(ada, { groupId })).toBe(true);
  expect(await client.evaluate(eve, { groupId })).toBe(false);
  expect(await client.evaluate(eve, { rule: 'user.displayName -startsWith "Eve"' })).toBe(true);
}

/** The new rule lets Bob go and takes Eve: a delta link kept from before leads to both. */
async function changesTheRule(
  client: StoryClient,
  groupId: string,
  { ada, bob, eve, name }: NamedCast,
): Promise<void> {
  const before = await client.delta(groupId, null);
  const members = new Map<string, boolean>();
  follow(members, before, groupId);
  expect([...members.keys()].sort()).toEqual([ada, bob].sort());
  const membershipRule = `user.displayName -in ["Ada ${name}", "Eve ${name}"]`;
  await client.updateGroup(groupId, { membershipRule });
  await succeeded(client, groupId);
  expect(await names(client, groupId)).toEqual([`Ada ${name}`, `Eve ${name}`]);
  const after = await client.delta(groupId, before.link);
  expect(after.link).not.toBe(before.link);
  follow(members, after, groupId);
  expect([...members.keys()].sort()).toEqual([ada, eve].sort());
}

function follow(members: Map<string, boolean>, { changes }: Round, groupId: string): void {
  for (const change of changes.filter((one) => one.groupId === groupId)) {
    for (const { id, removed } of change.members) {
      if (removed) members.delete(id);
      else members.set(id, true);
    }
  }
}

async function pausesAndResumes(
  client: StoryClient,
  groupId: string,
  { bob, name }: NamedCast,
): Promise<void> {
  await client.updateGroup(groupId, {
    membershipRule: `user.department -startsWith "Moved ${name}"`,
    membershipRuleProcessingState: 'Paused',
  });
  expect((await client.readGroup(groupId)).state).toBe('Paused');
  expect(await client.status(groupId)).toBeNull();
  await client.moveUser(bob, `Moved ${name}`);
  expect(await names(client, groupId)).toEqual([`Ada ${name}`, `Eve ${name}`]);
  await client.updateGroup(groupId, { membershipRuleProcessingState: 'On' });
  await succeeded(client, groupId);
  expect(await names(client, groupId)).toEqual([`Bob ${name}`]);
}

async function batches(client: StoryClient, groupId: string): Promise<void> {
  expect(await client.batch(groupId, NOWHERE)).toEqual({ 1: 200, 2: 204, 3: 404 });
  expect((await client.readGroup(groupId)).displayName).toBe('Renamed in a batch');
}

/** Assigned, it keeps its members and takes others by hand; dynamic again, its rule decides. */
async function convertsBothWays(
  client: StoryClient,
  groupId: string,
  { ada, name }: NamedCast,
): Promise<void> {
  await client.updateGroup(groupId, { groupTypes: [], membershipRuleProcessingState: 'Paused' });
  expect(await client.readGroup(groupId)).toMatchObject({ rule: null, state: null });
  expect(await names(client, groupId)).toEqual([`Bob ${name}`]);
  await client.addMember(groupId, ada);
  expect(await names(client, groupId)).toEqual([`Ada ${name}`, `Bob ${name}`]);
  await client.updateGroup(groupId, {
    groupTypes: ['DynamicMembership'],
    membershipRule: `user.department -eq "Sales ${name}"`,
    membershipRuleProcessingState: 'On',
  });
  await succeeded(client, groupId);
  expect(await names(client, groupId)).toEqual([`Ada ${name}`]);
}

async function succeeded(client: StoryClient, groupId: string): Promise<void> {
  await until(
    () => client.status(groupId),
    (status) => status === 'Succeeded',
  );
}

/** In the order of the alphabet. */
async function names(client: StoryClient, groupId: string): Promise<readonly string[]> {
  return (await client.memberPages(groupId, 999)).flat().sort();
}

async function refused(
  client: StoryClient,
  work: () => Promise<unknown>,
  expected: Pick<Refusal, 'status' | 'code'>,
): Promise<Refusal> {
  const error = await work().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  const refusal = client.refusalOf(error);
  expect(refusal).toMatchObject(expected);
  expect(refusal.message).not.toBe('');
  expect(refusal.requestId).toMatch(/^[\da-f-]{36}$/);
  expect(Math.abs(refusal.date.getTime() - Date.now())).toBeLessThan(24 * 3_600_000);
  return refusal;
}
