/** Every kind of malformed request for an operation: each must be refused, whatever the operation is. */
import type { ResourceType } from '../../src/contract/property.ts';
import type { ValueType } from '../../src/contract/value-types.ts';
import type { Operation } from '../../src/operations/operation.ts';

export interface Malformed {
  /** What is wrong with it. */
  readonly kind: string;
  readonly method: string;
  readonly path: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What an operation needs to be asked well, but for the one thing that is wrong. */
export interface Asked {
  /** Keys that are right, in the order of the path. */
  readonly keys: readonly string[];
  /** A body that is right; null: it takes none. */
  readonly body: Readonly<Record<string, unknown>> | null;
  /** The resource that the body is. */
  readonly resource?: ResourceType;
}

const BAD_KEYS: Readonly<Record<string, string>> = {
  'a control character': '%00',
  'a broken percent sign': '%zz',
  'bytes that are no text': '%ff%fe',
  'a key that nobody has': 'constructor',
  'a key that is too long': 'x'.repeat(2_000),
  'a key that never ends': "('x",
};

const BAD_QUERIES: Readonly<Record<string, string>> = {
  'no items a page': '$top=0',
  'too many items a page': '$top=1000',
  'a page size that is no number': '$top=many',
  'items skipped': '$skip=1',
  'an option twice': '$top=1&$top=2',
  'an option that does not exist': '$flavour=sweet',
  'a filter that is none': '$filter=)(',
  'an order that is none': '$orderby=,',
  'a search that is none': '$search="',
  'an expansion that is none': '$expand=(',
};

const BAD_BODIES: Readonly<Record<string, string | Uint8Array>> = {
  'half a body': '{"a":',
  'a list for a body': '[]',
  'a text for a body': '"x"',
  'null for a body': 'null',
  'no body': '',
  'a body that is no text': new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  'a comma too many': '{"a":1,}',
  'a body that is too deep': `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`,
};

const BAD_HEADERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a packing that nobody knows': { 'content-encoding': 'br' },
  'a packing that it is not': { 'content-encoding': 'gzip' },
};

/** All that can be wrong with a request for the operation. */
export function malformedRequests(operation: Operation, asked: Asked): readonly Malformed[] {
  const { method } = operation;
  const body = asked.body === null ? {} : { body: JSON.stringify(asked.body) };
  const good = { method, path: pathOf(operation, asked.keys), ...body };
  const keyed = Object.entries(BAD_KEYS).flatMap(([kind, key]) =>
    asked.keys.map((_, at) => {
      const path = pathOf(operation, asked.keys.with(at, key));
      return { ...good, kind: `${kind} as key ${at + 1}`, path };
    }),
  );
  const queried = Object.entries(BAD_QUERIES).map(([kind, query]) => {
    return { ...good, kind, path: `${good.path}?${query}` };
  });
  const wrongMethod = { ...good, kind: 'a method that it does not have', method: 'TRACE' };
  return [...keyed, ...queried, wrongMethod, ...withBodies(good, asked)];
}

function withBodies(
  good: Omit<Malformed, 'kind'>,
  { body, resource }: Asked,
): readonly Malformed[] {
  if (body === null) return [];
  const unknown = JSON.stringify({ ...body, flavour: 'sweet' });
  const wrong = (resource?.properties ?? []).flatMap(({ name, type }) =>
    wrongValues(type).map((value) => ({
      ...good,
      kind: `${name}: ${JSON.stringify(value).slice(0, 40)}`,
      body: JSON.stringify({ ...body, [name]: value }),
    })),
  );
  return [
    ...Object.entries(BAD_BODIES).map(([kind, bytes]) => ({ ...good, kind, body: bytes })),
    { ...good, kind: 'a property that does not exist', body: unknown },
    ...Object.entries(BAD_HEADERS).map(([kind, headers]) => ({ ...good, kind, headers })),
    ...wrong,
  ];
}

/** The address of an operation with these keys, in beta where it is of Graph. */
export function pathOf({ path, surfaces }: Operation, keys: readonly string[]): string {
  const left = [...keys];
  const surface = surfaces[0] === 'muster' ? 'muster/v1' : (surfaces.at(-1) ?? 'beta');
  return `/${surface}/${path.replace(/\{[^}]*\}/g, () => left.shift() ?? 'x')}`;
}

/** Values that are not of a property's type, whatever else it asks for. */
function wrongValues({ edm, empty }: ValueType): readonly unknown[] {
  if (Array.isArray(empty)) return ['x', 7, { x: 1 }, [[['x']]], [{ x: { y: 1 } }]];
  const wrong = [{ flavour: 'sweet' }, ['x', 'y']];
  return [...wrong, ...(edm === 'Boolean' ? ['yes', 1] : [true])];
}
