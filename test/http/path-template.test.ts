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
    [
      'groups/{id}/members/microsoft.graph.{user|device}',
      '/groups/x/members/GRAPH.User',
      'id=x type=user',
    ],
    [
      'members/microsoft.graph.{user}/$count',
      '/members/microsoft.graph.user/%24count',
      'type=user',
    ],
    ['members/microsoft.graph.{user}', '/members/microsoft.graph.group', null],
    ['members/microsoft.graph.{user}', '/members/user', null],
    ['groups/delta', '/groups/microsoft.graph.delta()', ''],
    ['groups/delta', "/groups/graph.delta(token='x')", null],
    ['users/{id}/checkMemberGroups', '/users/x/Microsoft.Graph.CheckMemberGroups', 'id=x'],
    ['groups/{id}', '/microsoft.graph.groups/x', null],
  ])('%s against %s', (template, path, expected) => {
    expect(keys(template, path)).toBe(expected);
  });

  it('with a cast goes before one with a key in the same place', () => {
    const templates = ['members/{id}', 'members/microsoft.graph.{user}'].map(parseTemplate);
    expect(templates.sort(compareTemplates)[0]?.parts[1]).toMatchObject({ kind: 'cast' });
  });

  it('with a word goes before one with a key in the same place', () => {
    const templates = ['groups/{id}', 'groups/delta', 'groups/{id}/members'].map(parseTemplate);
    const [first] = templates.sort(compareTemplates);
    expect(first?.parts[1]).toEqual({ kind: 'literal', text: 'delta' });
  });
});
