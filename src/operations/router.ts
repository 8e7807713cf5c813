/** Finds the operation of a request. */
import type { Segment } from '../http/address.ts';
import {
  compareTemplates,
  fittingLength,
  type Key,
  matchPath,
  type PathTemplate,
  parseTemplate,
} from '../http/path-template.ts';
import { badRequest, RequestError } from '../util/errors.ts';
import type { Operation, Surface } from './operation.ts';

export interface Found {
  readonly operation: Operation;
  readonly keys: readonly Key[];
}

interface Route {
  readonly operation: Operation;
  readonly template: PathTemplate;
}

/** The table of operations, compiled for looking up. */
export class Router {
  readonly #routes: readonly Route[];

  constructor(operations: readonly Operation[]) {
    this.#routes = operations
      .map((operation) => ({ operation, template: parseTemplate(operation.path) }))
      .sort((left, right) => compareTemplates(left.template, right.template));
  }

  /** The operation. Throws RequestError 400 for an unknown segment, 405 for a wrong method. */
  find(surface: Surface, method: string, segments: readonly Segment[]): Found {
    const routes = this.#routes.filter(({ operation }) => operation.surfaces.includes(surface));
    const matches = routes.flatMap(({ operation, template }) => {
      const keys = matchPath(template, segments);
      return keys === null ? [] : [{ operation, keys }];
    });
    const [closest] = matches;
    if (closest === undefined) throw unknownSegment(routes, segments);
    // The same path may stand in the table once a method; a path with a key in place of a word is another one.
    const samePath = matches.filter(({ operation }) => operation.path === closest.operation.path);
    const found = samePath.find(({ operation }) => operation.method === method);
    if (found === undefined) throw wrongMethod(samePath.map(({ operation }) => operation.method));
    return found;
  }
}

function unknownSegment(routes: readonly Route[], segments: readonly Segment[]): RequestError {
  const known = Math.max(0, ...routes.map(({ template }) => fittingLength(template, segments)));
  const unknown = segments[Math.min(known, segments.length - 1)];
  const message = `Resource not found for the segment '${unknown?.text.slice(0, 256) ?? ''}'.`;
  return new RequestError({ status: 400, code: 'BadRequest', message });
}

function wrongMethod(allowed: readonly string[]): RequestError {
  const { code, message } = badRequest(
    'Specified HTTP method is not allowed for the request target.',
  );
  return new RequestError({ status: 405, code, message, headers: { Allow: allowed.join(', ') } });
}
