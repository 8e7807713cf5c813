/** The OpenAPI document, for whoever writes a client. */
import type { HttpAnswer } from '../http/messages.ts';
import { openApiDocument } from './open-api-document.ts';
import type { Operation } from './operation.ts';

/** `operations`: all there are, this one too, asked for once the table is complete. */
export function openApiOperations(operations: () => readonly Operation[]): readonly Operation[] {
  let document: string | null = null;
  const handle = async (): Promise<HttpAnswer> => {
    document ??= openApiDocument(operations());
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: document };
  };
  return [
    { name: 'getOpenApi', method: 'GET', path: 'openapi.json', surfaces: ['muster'], handle },
  ];
}
