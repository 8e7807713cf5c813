/** The lines of examples/contoso, turned into the bodies with which Graph creates such objects. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One line of an import file: Graph's names, `manager` and `members` as ids (or user principal names). */
export type SampleLine = { readonly id: string; readonly [property: string]: unknown };

export interface Sample {
  readonly users: readonly SampleLine[];
  readonly devices: readonly SampleLine[];
  readonly groups: readonly SampleLine[];
}

type Body = Readonly<Record<string, unknown>>;

/** Graph takes no more references in one request. */
const MAX_REFERENCES = 20;

export function readSample(root: string): Sample {
  const read = (name: string): SampleLine[] =>
    readFileSync(join(root, 'examples', 'contoso', `${name}.ndjson`), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(parseLine);
  return { users: read('users'), devices: read('devices'), groups: read('groups') };
}

/** `base` is the address that references begin with, such as `http://127.0.0.1:7071/v1.0`. */
export function userBody({ type: _, manager, ...properties }: SampleLine, base: string): Body {
  return {
    ...properties,
    // Graph demands one; Muster signs nobody in and throws it away.
    passwordProfile: { password: randomUUID(), forceChangePasswordNextSignIn: true },
    ...(typeof manager === 'string' && {
      'manager@odata.bind': `${base}/users/${encodeURIComponent(manager)}`,
    }),
  };
}

export function deviceBody({ type: _, ...properties }: SampleLine): Body {
  return properties;
}

/** The guard is none of Graph's properties. */
export function groupBody({ type: _, members: __, guard: ___, ...properties }: SampleLine): Body {
  return properties;
}

/** The members of an assigned group in as many PATCH bodies as it takes, leaving out those it has. */
export function memberBodies(line: SampleLine, has: ReadonlySet<string>, base: string): Body[] {
  const members = Array.isArray(line.members) ? line.members.map(String) : [];
  const missing = members.filter((id) => !has.has(id));
  return Array.from({ length: Math.ceil(missing.length / MAX_REFERENCES) }, (_, index) => ({
    'members@odata.bind': missing
      .slice(index * MAX_REFERENCES, (index + 1) * MAX_REFERENCES)
      .map((id) => `${base}/directoryObjects/${id}`),
  }));
}

function parseLine(line: string): SampleLine {
  const parsed: unknown = JSON.parse(line);
  if (typeof parsed === 'object' && parsed !== null && 'id' in parsed) {
    return { ...parsed, id: String(parsed.id) };
  }
  throw new Error(`A line of the sample directory has no id: ${line.slice(0, 80)}`);
}
