/** Imports: begun, sent in numbered parts, completed (design.md 11). */
import { fingerprintOf } from '../http/fingerprint.ts';
import { created, type HttpAnswer, type HttpRequest, json, ok } from '../http/messages.ts';
import { importPart } from '../imports/import-part.ts';
import {
  completeImport,
  createImport,
  findImport,
  findPart,
  type ImportOverview,
  listImports,
} from '../imports/imports.ts';
import { validatePart } from '../imports/validate-part.ts';
import type { ImportPart } from '../ports/import-ports.ts';
import { badRequest } from '../util/errors.ts';
import { answerPage } from './collection.ts';
import { readPartBody } from './import-body.ts';
import { LineReader } from './import-lines.ts';
import { idAt, keyAt } from './keys.ts';
import type { Call, Operation, Surface } from './operation.ts';

const OURS: readonly Surface[] = ['muster'];

/** A client waits for an answer; the Functions host cuts it off after 230 seconds. */
const COMPLETE_WITHIN_SECONDS = 60;
const MOST_PARTS = 1_000_000;

const writing = { surfaces: OURS };

export const IMPORT_OPERATIONS: readonly Operation[] = [
  { name: 'createImport', method: 'POST', path: 'imports', ...writing, handle: postImport },
  { name: 'listImports', method: 'GET', path: 'imports', ...writing, handle: getImports },
  {
    name: 'getImport',
    method: 'GET',
    path: 'imports/{id}',
    ...writing,
    handle: async (call) => ok(show(await findImport(call.context, idAt(call, 0)))),
  },
  {
    name: 'getImportPart',
    method: 'GET',
    path: 'imports/{id}/parts/{number}',
    ...writing,
    handle: async (call) => {
      const part = await findPart(call.context, idAt(call, 0), numberAt(call));
      return ok({ ...showPart(part), errors: part.result?.errors ?? [] });
    },
  },
  {
    name: 'putImportPart',
    method: 'PUT',
    path: 'imports/{id}/parts/{number}',
    ...writing,
    handle: putPart,
  },
  {
    name: 'completeImport',
    method: 'POST',
    path: 'imports/{id}/complete',
    ...writing,
    handle: postComplete,
  },
];

async function postImport(call: Call): Promise<HttpAnswer> {
  const overview = await createImport(call.context);
  return created(show(overview), `${call.base}/imports/${overview.record.id}`);
}

function getImports(call: Call): Promise<HttpAnswer> {
  return answerPage(call, {
    type: null,
    list: (page) => listImports(call.context, page),
    view: ({ record, status }) => summary(record, status),
  });
}

async function putPart(call: Call): Promise<HttpAnswer> {
  const { context, request } = call;
  const importId = idAt(call, 0);
  const part = numberAt(call);
  const { bytes, lines: read } = await readPartBody(request);
  const reader = new LineReader(await context.applications.listExtensions());
  const lines = read.map((line) => reader.read(line));
  if (isValidateOnly(request))
    return ok({ part, ...(await validatePart(context, importId, lines)) });
  const format = request.headers.get('content-type') ?? '';
  const content = contentOf(bytes, format);
  return ok({ part, ...(await importPart(context, { importId, part, content }, lines)) });
}

/** 202: it goes on, the same request is to be sent again. */
async function postComplete(call: Call): Promise<HttpAnswer> {
  const { context } = call;
  const id = idAt(call, 0);
  const until = new Date(context.clock.now().getTime() + COMPLETE_WITHIN_SECONDS * 1_000);
  const overview = await completeImport(context, id, until);
  if (overview !== null) return ok(show(overview));
  return json(202, show(await findImport(context, id)), { 'Retry-After': '1' });
}

function contentOf(bytes: Uint8Array, format: string): string {
  const text = new TextDecoder('latin1').decode(bytes);
  return `${fingerprintOf(`${format}\n${text}`)}-${bytes.length}`;
}

function isValidateOnly({ url }: HttpRequest): boolean {
  const value = new URL(url).searchParams.get('validateOnly');
  if (value === null || value === 'false') return false;
  if (value === 'true') return true;
  throw badRequest("'validateOnly' is true or false.");
}

function numberAt(call: Call): number {
  const { value } = keyAt(call, 1);
  const part = /^\d{1,7}$/.test(value) ? Number(value) : 0;
  if (part >= 1 && part <= MOST_PARTS) return part;
  throw badRequest('The number of a part is a whole number from 1 to 1,000,000.');
}

function show({ record, status, totals, parts }: ImportOverview): unknown {
  return { ...summary(record, status), ...totals, parts: parts.map(showPart) };
}

function summary(record: ImportOverview['record'], status: ImportOverview['status']) {
  const { id, created: createdDateTime, lastActivity } = record;
  return { id, status, createdDateTime, lastActivityDateTime: lastActivity };
}

function showPart({ part, result }: ImportPart) {
  if (result === null) return { part, status: 'running' };
  const { errors: _, ...counts } = result;
  return { part, status: 'done', ...counts };
}
