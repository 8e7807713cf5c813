/**
 * Administrative units: there are none here. Scripts that pause all dynamic groups ask for the dynamic ones among them too
 * (graph-spec.md 5.4), and go on when the list is empty.
 */
import { type HttpAnswer, ok } from '../http/messages.ts';
import { parseFilter } from '../odata/parse-filter.ts';
import { resourceNotFound } from '../util/errors.ts';
import { contextUrl, isEventual } from './collection.ts';
import { keyAt } from './keys.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';

const all = { path: 'directory/administrativeUnits', surfaces: GRAPH };
const one = { path: 'directory/administrativeUnits/{id}', surfaces: GRAPH };

export const ADMINISTRATIVE_UNIT_OPERATIONS: readonly Operation[] = [
  {
    name: 'listAdministrativeUnits',
    method: 'GET',
    ...all,
    options: ['$filter'],
    handle: async (call) => emptyList(call, 'directory/administrativeUnits'),
  },
  { name: 'getAdministrativeUnit', method: 'GET', ...one, handle: notThere },
  { name: 'updateAdministrativeUnit', method: 'PATCH', ...one, handle: notThere },
];

/** Nothing, whatever the filter asks for. `type`: after `$metadata#`. Throws RequestError 400 for a filter that is none. */
export function emptyList(call: Call, type: string): HttpAnswer {
  if (call.options.filter !== null) parseFilter(call.options.filter);
  return ok({
    '@odata.context': contextUrl(call, type),
    ...(call.options.count && isEventual(call) && { '@odata.count': 0 }),
    value: [],
  });
}

async function notThere(call: Call): Promise<HttpAnswer> {
  throw resourceNotFound(keyAt(call, 0).value);
}
