/** Which HTTP function answers a request: functions sorted by name, the first whose route and method fit wins. */
import type { RegisteredFunction } from './function-registry.ts';
import {
  matchRoute,
  parseRouteTemplate,
  type RouteTemplate,
  type RouteValues,
} from './route-template.ts';

export interface Route {
  readonly registered: RegisteredFunction;
  readonly bindingName: string;
  readonly template: RouteTemplate;
  readonly methods: ReadonlySet<string>;
}

export interface RouteMatch {
  readonly route: Route;
  readonly values: RouteValues;
}

/** Routes of the HTTP functions among those given (already sorted by name), under host.json's prefix. */
export function buildRoutes(functions: readonly RegisteredFunction[], prefix: string): Route[] {
  return functions.flatMap((registered) =>
    Object.entries(registered.metadata.bindings)
      .filter(([, binding]) => binding.type === 'httpTrigger')
      .map(([bindingName, binding]) => ({
        registered,
        bindingName,
        template: parseRouteTemplate(`${prefix}/${binding.route ?? registered.metadata.name}`),
        methods: new Set((binding.methods ?? ['GET', 'POST']).map((each) => each.toUpperCase())),
      })),
  );
}

/** The route for a method and an undecoded path without its leading slash. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch | undefined {
  for (const route of routes) {
    if (!route.methods.has(method)) continue;
    const values = matchRoute(route.template, path);
    if (values) return { route, values };
  }
  return undefined;
}
