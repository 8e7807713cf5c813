/**
 * Path templates such as `groups/{id}/members/microsoft.graph.{user|device}/$count`, held against the segments of a request.
 */
import type { Segment } from './address.ts';

/**
 * A part of a template: a literal word, or a key. `names` are the alternate keys it can be given by, as in
 * `devices(deviceId='…')`; the first is what a key without a name means. Or a cast to one of some types.
 */
type Part =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'cast'; readonly types: readonly string[] }
  | { readonly kind: 'key'; readonly names: readonly string[] };

export interface PathTemplate {
  readonly parts: readonly Part[];
}

/** A key of a request, under the name it was given by; a cast stands here as one named `type`. */
export interface Key {
  readonly name: string;
  readonly value: string;
}

const NAMESPACE = 'microsoft.graph.';

/**
 * Reads a template: words, `{id}`, or `{id|deviceId}` where an alternate key is possible, `microsoft.graph.{user|group}` for
 * a cast. The last word may be given with the namespace too, as functions and actions are.
 */
export function parseTemplate(text: string): PathTemplate {
  // An empty one is the root.
  return { parts: text === '' ? [] : text.split('/').map(parsePart) };
}

/** The keys in their order when the segments fit the template from end to end; null otherwise. */
export function matchPath(
  template: PathTemplate,
  segments: readonly Segment[],
): readonly Key[] | null {
  if (template.parts.length !== segments.length) return null;
  return fittingLength(template, segments) === segments.length ? keysOf(template, segments) : null;
}

/** How many segments from the start fit the template. */
export function fittingLength(template: PathTemplate, segments: readonly Segment[]): number {
  const last = template.parts.length - 1;
  const misfit = segments.findIndex((segment, at) => {
    const part = template.parts[at];
    const isCall = at === last && at > 0;
    return part === undefined || !(fits(part, segment) || (isCall && fits(part, bare(segment))));
  });
  return misfit === -1 ? segments.length : misfit;
}

/** Orders templates so that one with a word stands before one with a key in the same place. */
export function compareTemplates(left: PathTemplate, right: PathTemplate): number {
  return shapeOf(left) < shapeOf(right) ? -1 : 1;
}

function parsePart(text: string): Part {
  const [, types] = /^microsoft\.graph\.\{([\w|]+)\}$/.exec(text) ?? [];
  if (types !== undefined) return { kind: 'cast', types: types.split('|') };
  const [, names] = /^\{([\w|]+)\}$/.exec(text) ?? [];
  if (names === undefined) return { kind: 'literal', text: text.toLowerCase() };
  return { kind: 'key', names: names.split('|') };
}

function fits(part: Part, segment: Segment): boolean {
  switch (part.kind) {
    case 'literal':
      return segment.kind === 'word' && segment.text.toLowerCase() === part.text;
    case 'cast':
      return typeOf(part.types, segment) !== undefined;
    case 'key':
      // A word that begins with $ is never a key: `$count`, `$ref`.
      return segment.kind === 'key'
        ? segment.name === null || nameIn(part.names, segment.name) !== undefined
        : !segment.text.startsWith('$');
  }
}

function keysOf(template: PathTemplate, segments: readonly Segment[]): readonly Key[] {
  return template.parts.flatMap((part, at) => {
    const segment = segments[at];
    if (part.kind === 'literal' || segment === undefined) return [];
    if (part.kind === 'cast')
      return [{ name: 'type', value: typeOf(part.types, segment) ?? segment.text }];
    const given = segment.kind === 'key' ? segment.name : null;
    const name = given === null ? part.names[0] : nameIn(part.names, given);
    return [{ name: name ?? 'id', value: segment.text }];
  });
}

/** The type that a segment casts to, in the spelling of the template. */
function typeOf(types: readonly string[], segment: Segment): string | undefined {
  const type = bare(segment);
  return type === segment ? undefined : nameIn(types, type.text);
}

/** The segment without the namespace; itself when it has none. */
function bare(segment: Segment): Segment {
  const { kind, text } = segment;
  const isNamed = kind === 'word' && text.toLowerCase().startsWith(NAMESPACE);
  return isNamed ? { kind, text: text.slice(NAMESPACE.length) } : segment;
}

function nameIn(names: readonly string[], given: string): string | undefined {
  return names.find((name) => name.toLowerCase() === given.toLowerCase());
}

function shapeOf(template: PathTemplate): string {
  return template.parts.map((part) => (part.kind === 'key' ? '1' : '0')).join('');
}
