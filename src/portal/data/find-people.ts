/** Users by name, for boxes in which somebody is chosen. */
import { type Page, send } from './client.ts';

export interface Person {
  readonly id: string;
  readonly displayName: string | null;
  readonly userPrincipalName: string | null;
}

const MOST = 20;

/** Users whose name has a word that begins so. */
export async function findPeople(typed: string, signal?: AbortSignal): Promise<readonly Person[]> {
  const search = encodeURIComponent(`"displayName:${typed.replaceAll('"', '')}"`);
  const path = `/v1.0/users?$select=id,displayName,userPrincipalName&$top=${MOST}&$search=${search}`;
  const { value } = await send<Page<Person>>(path, {
    headers: { ConsistencyLevel: 'eventual' },
    signal,
  });
  return value;
}
