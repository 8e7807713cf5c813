/**
 * Route templates of ASP.NET Core, as the Functions host reads them: literals without regard to case, `{id}`, `{id?}`,
 * `{id=default}`, `{*rest}`, `{a}-{b}` in one segment, and constraints such as `{id:guid}`.
 */
import { type Constraint, parseConstraint } from './route-constraints.ts';

export type RouteValues = Readonly<Record<string, string>>;

interface Parameter {
  readonly name: string;
  readonly optional: boolean;
  readonly catchAll: boolean;
  readonly defaultValue: string | undefined;
  readonly constraints: readonly Constraint[];
}

interface Segment {
  /** For a segment of one parameter and nothing else. */
  readonly only: Parameter | undefined;
  readonly parameters: readonly Parameter[];
  readonly expression: RegExp;
}

export interface RouteTemplate {
  readonly segments: readonly Segment[];
}

/** Reads a template; throws a sentence when it is malformed or names an unknown constraint. */
export function parseRouteTemplate(template: string): RouteTemplate {
  const trimmed = template.replace(/^\/+|\/+$/g, '');
  if (trimmed === '') return { segments: [] };
  const segments = splitOutside(trimmed, '/').map((text) => parseSegment(text, template));
  segments.forEach((segment, index) => {
    if (segment.only?.catchAll && index < segments.length - 1) {
      throw new Error(`Route '${template}': nothing may follow a catch-all parameter.`);
    }
  });
  return { segments };
}

/** The route values of a path (without its leading slash), or undefined when the template does not fit. */
export function matchRoute(template: RouteTemplate, path: string): RouteValues | undefined {
  const given = path.replace(/\/$/, '') === '' ? [] : path.replace(/\/$/, '').split('/');
  const values: Record<string, string> = {};
  for (const [index, segment] of template.segments.entries()) {
    if (segment.only?.catchAll) {
      return take(segment.only, path.split('/').slice(index).join('/'), values)
        ? values
        : undefined;
    }
    const text = given[index];
    if (text === undefined ? !takeMissing(segment, values) : !takeText(segment, text, values)) {
      return undefined;
    }
  }
  return given.length > template.segments.length ? undefined : values;
}

function takeText(segment: Segment, text: string, values: Record<string, string>): boolean {
  if (text === '') return false;
  const match = segment.expression.exec(decode(text));
  if (!match) return false;
  return segment.parameters.every((parameter, index) =>
    take(parameter, match[index + 1] ?? '', values),
  );
}

function takeMissing(segment: Segment, values: Record<string, string>): boolean {
  const parameter = segment.only;
  if (!parameter) return false;
  if (parameter.defaultValue !== undefined) return take(parameter, parameter.defaultValue, values);
  return parameter.optional;
}

function take(parameter: Parameter, text: string, values: Record<string, string>): boolean {
  const value = parameter.catchAll ? decode(text) || (parameter.defaultValue ?? '') : text;
  if (value === '' && parameter.catchAll) return true;
  if (!parameter.constraints.every((constraint) => constraint(value))) return false;
  values[parameter.name] = value;
  return true;
}

/** An escaped slash stays escaped, so that it does not turn into a separator. */
function decode(text: string): string {
  try {
    return text
      .split(/(%2f)/i)
      .map((part) => (/^%2f$/i.test(part) ? part : decodeURIComponent(part)))
      .join('');
  } catch {
    return text;
  }
}

function parseSegment(text: string, template: string): Segment {
  const parameters: Parameter[] = [];
  let source = '';
  for (const part of splitParts(text, template)) {
    if (part.literal) {
      source += part.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    } else {
      parameters.push(parseParameter(part.text, template));
      source += '(.+)';
    }
  }
  const [first] = parameters;
  const only = first && source === '(.+)' ? first : undefined;
  if (!only && parameters.some((each) => each.optional || each.catchAll)) {
    throw new Error(`Route '${template}': '${text}' has to stand in a segment of its own.`);
  }
  return { only, parameters, expression: new RegExp(`^${source}$`, 'is') };
}

function parseParameter(text: string, template: string): Parameter {
  const catchAll = /^\*{1,2}/.test(text);
  const [head = '', ...constraints] = splitOutside(text.replace(/^\*{1,2}/, ''), ':');
  const last = constraints.pop() ?? head;
  const [body = '', defaultValue] = splitOutside(last, '=');
  const optional = body.endsWith('?') && defaultValue === undefined;
  const bare = optional ? body.slice(0, -1) : body;
  const name = last === head ? bare : head;
  if (!/^[^\s{}/*?=:]+$/.test(name)) {
    throw new Error(`Route '${template}': '{${text}}' is not a parameter.`);
  }
  const texts = last === head ? [] : [...constraints, bare];
  return {
    name,
    optional,
    catchAll,
    defaultValue,
    constraints: texts.map((each) => parseConstraint(each, template)),
  };
}

interface Part {
  readonly literal: boolean;
  readonly text: string;
}

/** Literals and parameters of one segment; a doubled brace stands for itself. */
function splitParts(segment: string, template: string): Part[] {
  const tokens = segment.match(/\{\{|\}\}|\{(?:[^{}]|\{\{|\}\})*\}|[^{}]+|[{}]/g) ?? [];
  return tokens.map((token) => {
    if (token === '{' || token === '}') {
      throw new Error(`Route '${template}': a brace is open or closed without its partner.`);
    }
    const isParameter = token.startsWith('{') && token !== '{{';
    const text = isParameter ? token.slice(1, -1) : token;
    return { literal: !isParameter, text: text.replace(/\{\{/g, '{').replace(/\}\}/g, '}') };
  });
}

/** Splits at a separator, but not within braces or parentheses. */
function splitOutside(text: string, separator: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if ('({'.includes(character)) depth += 1;
    if (')}'.includes(character)) depth -= 1;
    if (character === separator && depth <= 0) parts.push('');
    else parts.push((parts.pop() ?? '') + character);
  }
  return parts;
}
