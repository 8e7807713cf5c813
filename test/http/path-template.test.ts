import { describe, expect, it } from 'vitest';
import { readSegments } from '../../src/http/address.ts';
import { compareTemplates, matchPath, parseTemplate } from '../../src/http/path-template.ts';

function keys(template: string, path: string): string | null {
  const found = matchPath(parseTemplate(template), readSegments(path));
  return found === null ? null : found.map(({ name, value }) => `${name}=${value}`).join(' ');
}

describe('a template', () => {
  it.each([
    ['groups/{id}', '/Groups/x', 'id=x'],
    ['groups/{id}', "/groups('x')", 'id=x'],
    ['groups/{id}', "/groups(id='x')", 'id=x'],
    ['groups/{id}', "/groups(uniqueName='x')", null],
    ['devices/{id|deviceId}', "/devices(DEVICEID='x')", 'deviceId=x'],
    ['groups/{id}/members/{id}/$ref', '/groups/x/members/y/$REF', 'id=x id=y'],
    ['groups/{id}/members/{id}', '/groups/x/members/$count', null],
    ['groups/{id}', '/groups', null],
    ['groups', "/groups('x')", null],
    ['groups/members', "/groups('members')", null],
  ])('%s against %s', (template, path, expected) => {
    expect(keys(template, path)).toBe(expected);
  });

  it('with a word goes before one with a key in the same place', () => {
    const templates = ['groups/{id}', 'groups/delta', 'groups/{id}/members'].map(parseTemplate);
    const [first] = templates.sort(compareTemplates);
    expect(first?.parts[1]).toEqual({ kind: 'literal', text: 'delta' });
  });
});
