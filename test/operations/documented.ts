/** Holds answers against the OpenAPI document that is served: what is answered is what it says. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readUrl } from '../../src/http/address.ts';
import type { HttpAnswer, HttpRequest } from '../../src/http/messages.ts';
import { locate } from '../../src/operations/location.ts';
import { openApiDocument } from '../../src/operations/open-api-document.ts';
import { Router } from '../../src/operations/router.ts';
import { OPERATIONS } from '../../src/operations/table.ts';

interface Described {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
  readonly operationId: string;
}

type Check = (body: unknown) => string | null;

const document = JSON.parse(openApiDocument(OPERATIONS)) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: object;
};
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema({ $id: 'document', components: document.components });

const SCHEMAS = new Map(
  Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .map(({ operationId, responses }) => [
      operationId,
      responses['2XX']?.content?.['application/json']?.schema ?? null,
    ]),
);
const ERROR = { $ref: '#/components/schemas/error' };
const checks = new Map<string, Check>();

const router = new Router(OPERATIONS);

/** Throws when the answer is not what the document says of the operation. */
export function expectDocumented(request: HttpRequest, answer: HttpAnswer): void {
  const { status, headers, body } = answer;
  const isJson = headers['Content-Type']?.startsWith('application/json') ?? false;
  if (!isJson || body === null) return;
  const operation = operationOf(request);
  const told: unknown = JSON.parse(body);
  // An instance that is not well says so with 503, which is an answer and no error.
  const isError = status >= 400 && typeof told === 'object' && told !== null && 'error' in told;
  const name = isError ? 'error' : operation;
  const fault = name === null ? null : checkOf(name)(told);
  if (fault !== null)
    throw new Error(
      `${operation} answered ${status}, which is not documented: ${fault} in ${body}`,
    );
}

/** Null for an address that nothing is served at. */
function operationOf({ url, method }: HttpRequest): string | null {
  try {
    const { surface, segments } = locate(readUrl(url).pathname, null);
    const { name } = router.find(surface, method, segments).operation;
    return surface === 'beta' ? `${name}.beta` : name;
  } catch {
    return null;
  }
}

function checkOf(name: string): Check {
  const known = checks.get(name);
  if (known !== undefined) return known;
  const schema = name === 'error' ? ERROR : (SCHEMAS.get(name) ?? null);
  if (schema === null) return () => null;
  const validate = ajv.compile(inDocument(schema));
  const check: Check = (body) => (validate(body) ? null : ajv.errorsText(validate.errors));
  checks.set(name, check);
  return check;
}

/** References are to the document's own components. */
function inDocument(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"document#/components'));
}
