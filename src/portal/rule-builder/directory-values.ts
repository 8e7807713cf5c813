/** What the directory has: values of a property, people and groups by name, names for ids. Asked for only when somebody types. */
import { graphNameOf } from '../../directory/rule-names.ts';
import { quoteText } from '../../language/print-rule.ts';
import { type Page, send } from '../data/client.ts';
import { propertyNamed, scopeNamed } from '../rule-model/condition-fields.ts';

const MOST_VALUES = 20;

/** An object to choose. */
export interface NamedObject {
  readonly id: string;
  readonly displayName: string | null;
}

/** Up to twenty values of a text property that begin with what is typed, as a rule writes them; none where they can't be asked for. */
export async function suggestValues(name: string, typed: string): Promise<readonly string[]> {
  const texts = await suggestTexts(name, typed.replace(/^["'[]+|["'\]]+$/g, ''));
  return texts.map(quoteText);
}

/** The same as plain texts. */
export async function suggestTexts(name: string, typed: string): Promise<readonly string[]> {
  const scope = scopeNamed(name);
  const property = propertyNamed(name);
  const graph =
    scope === null || property === undefined ? undefined : graphNameOf(scope, property.name);
  if (scope === null || property?.type !== 'text' || graph === undefined) return [];
  if (graph.includes('.')) return [];
  const filter = typed === '' ? '' : `&$filter=${encodeURIComponent(startsWith(graph, typed))}`;
  const path = `/v1.0/${scope}s?$select=id,${graph}&$top=200${filter}`;
  const { value } = await send<Page<Readonly<Record<string, unknown>>>>(path);
  const texts = value.map((object) => object[graph]).filter((text) => typeof text === 'string');
  return [...new Set(texts)].slice(0, MOST_VALUES).sort();
}

/** People or groups whose name has a word that begins so. */
export async function findByName(
  kind: 'users' | 'groups',
  typed: string,
): Promise<readonly NamedObject[]> {
  const search = encodeURIComponent(`"displayName:${typed.replaceAll('"', '')}"`);
  const path = `/v1.0/${kind}?$select=id,displayName&$top=${MOST_VALUES}&$search=${search}`;
  const { value } = await send<Page<NamedObject>>(path, {
    headers: { ConsistencyLevel: 'eventual' },
  });
  return value;
}

/** The names of ids; those that are not there are left out. */
export async function namesOfIds(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { value } = await send<Page<NamedObject>>('/v1.0/directoryObjects/getByIds', {
    method: 'POST',
    body: { ids, types: ['user', 'group'] },
  });
  return new Map(value.map(({ id, displayName }) => [id, displayName ?? id]));
}

function startsWith(property: string, typed: string): string {
  return `startswith(${property},'${typed.replaceAll("'", "''")}')`;
}
