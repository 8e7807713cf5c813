/** Requests as they are written down, and what they are about. */

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const CALLER = '99999999-9999-4999-8999-999999999999';

export const RULE = 'user.department -eq "Sales"';
export const MEMBER = '88888888-8888-4888-8888-888888888888';
export const DEVICE = '77777777-7777-4777-8777-777777777777';
export const APPLICATION = '66666666-6666-4666-8666-666666666666';
export const NOBODY = '55555555-5555-4555-8555-555555555555';

export const member = {
  '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${MEMBER}`,
};
const eventual = { consistencylevel: 'eventual' };

export function get(path: string): Asked {
  return { method: 'GET', path };
}

export function post(path: string, body: unknown = {}): Asked {
  return { method: 'POST', path, body };
}

export function patch(path: string, body: unknown): Asked {
  return { method: 'PATCH', path, body };
}

export function remove(path: string): Asked {
  return { method: 'DELETE', path };
}

export function count(path: string): Asked {
  return { ...get(path), headers: eventual };
}

/** The lists of what an object is a member of. */
export function memberships(noun: string, object: string): Readonly<Record<string, () => Asked>> {
  const lists = [
    { name: `${noun}Membership`, path: `${object}/memberOf` },
    { name: `${noun}TransitiveMembership`, path: `${object}/transitiveMemberOf` },
  ];
  return Object.fromEntries(
    lists.flatMap(({ name, path }) => [
      [`list${name}s`, () => get(path)],
      [`count${name}s`, () => count(`${path}/$count`)],
      [`list${name}References`, () => get(`${path}/$ref`)],
      [`list${name}sOfType`, () => get(`${path}/microsoft.graph.group`)],
      [`count${name}sOfType`, () => count(`${path}/microsoft.graph.group/$count`)],
    ]),
  );
}

/** The questions in which groups an object is. */
export function checks(noun: string, object: string): Readonly<Record<string, () => Asked>> {
  return {
    [`check${noun}MemberGroups`]: () => post(`${object}/checkMemberGroups`, { groupIds: [NOBODY] }),
    [`check${noun}MemberObjects`]: () => post(`${object}/checkMemberObjects`, { ids: [NOBODY] }),
    [`get${noun}MemberGroups`]: () => post(`${object}/getMemberGroups`),
    [`get${noun}MemberObjects`]: () => post(`${object}/getMemberObjects`),
  };
}
