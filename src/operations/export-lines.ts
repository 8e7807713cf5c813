/** Objects and groups as lines of an import: what was exported can be imported again. */
import type { ResourceType } from '../contract/property.ts';
import type { Attributes, Json } from '../directory/attributes.ts';
import type { GroupMeta, Owner } from '../directory/group-meta.ts';
import type { Guard } from '../directory/guard.ts';
import type { ObjectRow } from '../directory/object-row.ts';
import { isExtensionName } from '../directory/rule-names.ts';
import type { ExportedGroup } from '../groups/export-groups.ts';

export type ExportLine = Readonly<Record<string, Json>>;

/** Members in one line: more are in further lines of the same group. */
const MEMBERS_A_LINE = 10_000;

/** A user or device: its id, its properties in the order of the table, extension properties by name, the manager last. */
export function objectLine(row: ObjectRow, resource: ResourceType): ExportLine {
  const line: [string, Json][] = [
    ['type', row.kind],
    ['id', row.id],
  ];
  for (const { name, type } of resource.properties) {
    const value = row.attributes[name];
    if (value !== undefined) line.push([name, inOrder(value, type.parts)]);
  }
  for (const name of Object.keys(row.attributes).filter(isExtensionName).sort())
    line.push([name, row.attributes[name] ?? null]);
  if (row.attributes.manager !== undefined) line.push(['manager', row.attributes.manager]);
  return Object.fromEntries(line);
}

/** A group: what people set of it, and the members of an assigned one. Several lines when it has many. */
export function groupLines({ meta, members }: ExportedGroup): readonly ExportLine[] {
  const line = { type: 'group', id: meta.id };
  const first = members.slice(0, MEMBERS_A_LINE);
  const lines: ExportLine[] = [
    { ...line, ...settings(meta), ...(first.length > 0 && { members: first }) },
  ];
  for (let at = MEMBERS_A_LINE; at < members.length; at += MEMBERS_A_LINE)
    lines.push({ ...line, members: members.slice(at, at + MEMBERS_A_LINE) });
  return lines;
}

function settings({ resource, kind, rule, state, guard, owners }: GroupMeta): ExportLine {
  const { unified, createdDateTime: _, ...plain } = resource;
  const dynamic = kind === 'dynamic';
  const all: Readonly<Record<string, Json>> = {
    ...plain,
    groupTypes: [...(unified ? ['Unified'] : []), ...(dynamic ? ['DynamicMembership'] : [])],
    ...(owners.length > 0 && { owners: owners.map(ownerName) }),
    ...(dynamic && { membershipRule: rule, membershipRuleProcessingState: state }),
    ...(guard !== null && { guard: guardLine(guard) }),
  };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

/** Service principals are not part of what is exported: their ids say what they are. */
function ownerName({ id, kind }: Owner): string {
  return kind === 'user' ? id : `servicePrincipals/${id}`;
}

function guardLine({ minimumSize, additions, removals }: Guard): Json {
  return { minimumSize, additions: { ...additions }, removals: { ...removals } };
}

/** The parts of complex values in the order of the table, whichever order they were written in. */
function inOrder(value: Json, parts: readonly string[] | undefined): Json {
  if (parts === undefined || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => inOrder(item, parts));
  if (typeof value !== 'object') return value;
  const complex: Attributes = value as Attributes;
  return Object.fromEntries(
    parts.flatMap((part) => {
      const item = complex[part];
      return item === undefined ? [] : [[part, item]];
    }),
  );
}
