/**
 * The OpenAPI 3.1 document, written from the table of operations, the table of access, and the contract: resources of the
 * wire, and what our own operations are sent and answer.
 */
import { z } from 'zod';
import type { Permissions } from '../access/access-row.ts';
import { ACCESS_TABLE } from '../access/access-table.ts';
import { DEVICE } from '../contract/device-type.ts';
import { GROUP } from '../contract/group-type.ts';
import { MUSTER_BODIES } from '../contract/muster-bodies.ts';
import type { ResourceType } from '../contract/property.ts';
import { USER } from '../contract/user-type.ts';
import type { Operation, Surface } from './operation.ts';

const ROOTS: Readonly<Record<Surface, string>> = {
  'v1.0': '/v1.0',
  beta: '/beta',
  muster: '/muster/v1',
};

/** What the body of a request is, and of an answer that is one object. */
const RESOURCES: Readonly<Record<string, ResourceType>> = {
  createGroup: GROUP,
  updateGroup: GROUP,
  getGroup: GROUP,
  createUser: USER,
  updateUser: USER,
  getUser: USER,
  createDevice: DEVICE,
  updateDevice: DEVICE,
  getDevice: DEVICE,
};

const COMMON = ['$select', '$top', '$count', '$skiptoken'];
const QUERY_OPTIONS = [...COMMON, '$filter', '$search', '$orderby', '$expand', '$deltatoken'];
const COMPONENTS = '#/components';

type Path = Readonly<Record<string, unknown>>;

/** The document as it is written down and served. */
export function openApiDocument(operations: readonly Operation[]): string {
  const { plain, definitions } = hoisted(paths(operations));
  const document = {
    openapi: '3.1.0',
    info: { title: 'Muster', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths: plain,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: {
        group: schemaOf(GROUP),
        user: schemaOf(USER),
        device: schemaOf(DEVICE),
        error: ERROR_SCHEMA,
        ...definitions,
      },
      responses: {
        error: {
          description: "An error in Graph's shape.",
          content: { 'application/json': { schema: { $ref: `${COMPONENTS}/schemas/error` } } },
        },
      },
      parameters: Object.fromEntries(QUERY_OPTIONS.map((name) => [name.slice(1), queried(name)])),
    },
  };
  return `${JSON.stringify(document, null, 1).replaceAll('"#/$defs/', `"${COMPONENTS}/schemas/`)}\n`;
}

/** Schemas that name themselves, taken out of those they stand in: a reference is to the document as a whole. */
function hoisted(paths: Readonly<Record<string, Path>>) {
  const definitions: Record<string, unknown> = {};
  const text = JSON.stringify(paths, (key, value) => {
    if (key !== '$defs') return value;
    Object.assign(definitions, value);
    return undefined;
  });
  const plain: unknown = JSON.parse(text);
  return { plain, definitions };
}

function paths(operations: readonly Operation[]): Readonly<Record<string, Path>> {
  const found = new Map<string, Record<string, unknown>>();
  for (const operation of operations) {
    for (const surface of operation.surfaces) {
      const path = `${ROOTS[surface]}/${plain(operation.path)}`.replace(/\/$/, '');
      const methods = found.get(path) ?? {};
      methods[operation.method.toLowerCase()] = described(operation, surface);
      found.set(path, methods);
    }
  }
  return Object.fromEntries([...found].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Alternate keys are other spellings of the same path; a cast is a parameter. */
function plain(template: string): string {
  const keys = new Map<string, number>();
  return template
    .replace(/microsoft\.graph\.\{[\w|]+\}/, 'microsoft.graph.{type}')
    .replace(/\{(\w+)(?:\|\w+)*\}/g, (_all, name: string) => {
      const seen = (keys.get(name) ?? 0) + 1;
      keys.set(name, seen);
      return seen === 1 ? `{${name}}` : `{${name}${seen}}`;
    });
}

function described(operation: Operation, surface: Surface): Path {
  const access = ACCESS_TABLE[operation.name];
  const { request, answer } = bodiesOf(operation);
  return {
    operationId: surface === 'beta' ? `${operation.name}.beta` : operation.name,
    ...(access === 'open'
      ? { security: [] }
      : {
          'x-permissions': {
            delegated: listed(access.delegated),
            application: listed(access.application),
          },
          'x-right': access.right,
        }),
    parameters: [...pathParameters(operation), ...queryParameters(operation)],
    ...(request !== null && { requestBody: { content: request } }),
    responses: {
      '2XX': { description: 'Done.', ...(answer !== null && { content: answer }) },
      default: { $ref: `${COMPONENTS}/responses/error` },
    },
  };
}

interface Content {
  readonly request: Path | null;
  readonly answer: Path | null;
}

function bodiesOf({ name, method, surfaces }: Operation): Content {
  if (surfaces.includes('muster')) return ourBodiesOf(name);
  const resource = RESOURCES[name];
  const schema = resource && { $ref: `${COMPONENTS}/schemas/${resource.name.toLowerCase()}` };
  const hasBody = method !== 'GET' && method !== 'DELETE';
  return {
    request: hasBody ? jsonOf(schema ?? {}) : null,
    answer: schema && method !== 'PATCH' ? jsonOf(schema) : null,
  };
}

function ourBodiesOf(name: string): Content {
  const { request, answer, text } = MUSTER_BODIES[name] ?? {};
  const told = answer && jsonOf(plainSchema(answer, 'output'));
  return {
    request: request ? jsonOf(plainSchema(request, 'input')) : null,
    answer: told ?? (text === undefined ? null : { [text]: { schema: { type: 'string' } } }),
  };
}

function jsonOf(schema: Path): Path {
  return { 'application/json': { schema } };
}

/** A schema that names itself has its own name below `$defs`, from where it is hoisted. */
function plainSchema(schema: z.ZodType, io: 'input' | 'output'): Path {
  const { $schema: _, ...plain } = z.toJSONSchema(schema, { unrepresentable: 'any', io });
  return plain;
}

function listed(permissions: Permissions): readonly string[] {
  return permissions.map((needs) => (typeof needs === 'string' ? needs : needs.join(' and ')));
}

function pathParameters({ path }: Operation): readonly Path[] {
  const [, types] = /microsoft\.graph\.\{([\w|]+)\}/.exec(path) ?? [];
  const names = [...plain(path).matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema:
      name === 'type' && types !== undefined
        ? { type: 'string', enum: types.split('|') }
        : { type: 'string' },
  }));
}

function queryParameters({ method, options = [] }: Operation): readonly Path[] {
  if (method !== 'GET') return [];
  return [...COMMON, ...options].map((name) => ({
    $ref: `${COMPONENTS}/parameters/${name.slice(1)}`,
  }));
}

function queried(name: string): Path {
  const schema =
    name === '$top' ? { type: 'integer', minimum: 1, maximum: 999 } : { type: 'string' };
  return { name, in: 'query', schema };
}

function schemaOf({ properties }: ResourceType): Path {
  const shown = properties.map(({ name, type, written }) => {
    const schema = plainSchema(type.schema, 'input');
    const value = type.empty === null ? { anyOf: [schema, { type: 'null' }] } : schema;
    return [name, written === 'no' ? { ...value, readOnly: true } : value] as const;
  });
  return { type: 'object', properties: Object.fromEntries(shown) };
}

const ERROR_SCHEMA = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'innerError'],
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        details: {
          type: 'array',
          items: {
            type: 'object',
            required: ['code', 'message'],
            properties: {
              code: { type: 'string' },
              target: { type: 'string' },
              message: { type: 'string' },
            },
          },
        },
        innerError: {
          type: 'object',
          required: ['date', 'request-id', 'client-request-id'],
          properties: {
            date: { type: 'string' },
            'request-id': { type: 'string' },
            'client-request-id': { type: 'string' },
          },
        },
      },
    },
  },
};
