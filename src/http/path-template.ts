/** Path templates such as `groups/{id}/members/{id}/$ref`, held against the segments of a request. */
import type { Segment } from './address.ts';

/**
 * A part of a template: a literal word, or a key. `names` are the alternate keys it can be given by, as in
 * `devices(deviceId='…')`; the first is what a key without a name means.
 */
type Part =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'key'; readonly names: readonly string[] };

export interface PathTemplate {
  readonly parts: readonly Part[];
}

/** A key of a request, under the name it was given by. */
export interface Key {
  readonly name: string;
  readonly value: string;
}

/** Reads a template: words, `{id}`, or `{id|deviceId}` where an alternate key is possible. */
export function parseTemplate(text: string): PathTemplate {
  return { parts: text.split('/').map(parsePart) };
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
  const misfit = segments.findIndex((segment, at) => !fits(template.parts[at], segment));
  return misfit === -1 ? segments.length : misfit;
}

/** Orders templates so that one with a word stands before one with a key in the same place. */
export function compareTemplates(left: PathTemplate, right: PathTemplate): number {
  return shapeOf(left) < shapeOf(right) ? -1 : 1;
}

function parsePart(text: string): Part {
  const [, names] = /^\{([\w|]+)\}$/.exec(text) ?? [];
  if (names === undefined) return { kind: 'literal', text: text.toLowerCase() };
  return { kind: 'key', names: names.split('|') };
}

function fits(part: Part | undefined, segment: Segment): boolean {
  if (part === undefined) return false;
  switch (part.kind) {
    case 'literal':
      return segment.kind === 'word' && segment.text.toLowerCase() === part.text;
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
    const given = segment.kind === 'key' ? segment.name : null;
    const name = given === null ? part.names[0] : nameIn(part.names, given);
    return [{ name: name ?? 'id', value: segment.text }];
  });
}

function nameIn(names: readonly string[], given: string): string | undefined {
  return names.find((name) => name.toLowerCase() === given.toLowerCase());
}

function shapeOf(template: PathTemplate): string {
  return template.parts.map((part) => (part.kind === 'literal' ? '0' : '1')).join('');
}
