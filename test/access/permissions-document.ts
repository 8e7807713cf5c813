/** docs/permissions.md, written from the tables that decide. */
import type { AccessRow, Permissions } from '../../src/access/access-row.ts';
import { ACCESS_TABLE } from '../../src/access/access-table.ts';
import { DIRECTORY_ROLES } from '../../src/access/directory-roles.ts';
import { RIGHTS, type Right } from '../../src/access/rights.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { OPERATIONS } from '../../src/operations/table.ts';

const INTRODUCTION = `# Permissions

Who may do what. This page is written from the tables that decide (\`src/access\`), and a test keeps it so.

- **A program** that acts for itself needs an app role of its token, a **permission**, and nothing else.
- **A user** needs the permission as a scope of the token, which says what the program in between may do for anybody, *and* the
  **right** in the last column, which a directory role or the ownership of the group gives. Reading is everybody's right.
- Of several permissions one is enough; the first is the least. Those joined by *and* are needed together. Who may write may
  read: \`Group.ReadWrite.All\` has in it \`Group.Read.All\`.
- What is missing is told with 403 \`Authorization_RequestDenied\`: in \`details\` (\`MissingPermission\`, \`MissingRole\`,
  \`NotOwner\`), each a sentence that names it; below \`/muster/v1\` in the message too. Graph's routes have Graph's text alone
  there, because programs look for it.
- An operation that is not in the table is refused.
`;

const BETWEEN = `
**Decided in the body.** A PATCH of a group asks for each right that what it changes needs: the rule, \`groupTypes\` between
assigned and dynamic, the processing state. With a rule and a state both are needed. What only repeats what the group has
changes nothing and needs no right. Who makes a paused group assigned ends its pause, and needs the right to; so does who
creates a group paused. A PATCH by \`uniqueName\` with \`Prefer: create-if-missing\` is a creation where nobody has the name.
Owners rename their group, change its members and owners, and delete it; they neither change its rule nor pause it without a
role.

**Creating groups** needs a role, unlike in Entra, where every user may unless that is switched off: here a rule can let people
in anywhere. Who creates a group without being an administrator of groups becomes its owner, where no owner is named.

**Directory Writers** create and change, as in Entra, and delete nothing.

**Application.ReadWrite.OwnedBy** is enough to create an application, and for none that exists: who made it is not kept.

**Service principals** can be owners, which gives them nothing: programs need permissions.

## What is not shown

- **Hidden members.** Who is in a Microsoft 365 group with \`visibility\` \`HiddenMembership\` is told to its owners and members, to users
  with the right to *see the members of groups that hide them*, and where the token has \`Member.Read.Hidden\`. To others lists are
  empty, counts 0, and the group is none of anybody's memberships; its members' history is 403, and the group's own leaves
  out who came and went. It is chosen at creation: such a group stays hidden, and no other becomes so.
- **Members whose type the caller may not read** come with \`@odata.type\` and \`id\`; everything else is null.
- **\`User.ReadBasic.All\`** shows displayName, givenName, surname, mail and userPrincipalName; every other attribute is null. It
  can't be filtered, sorted or searched by either (403), and in history and explanations its values, and verdicts that give
  them away, are null beside \`"hidden": true\`.
- **Rules with memberOf.** Their author has to be able to see the members of every group they name: else 403, which names the group.
  The same holds for a rule that is only to be evaluated.

## Rights
`;

/** The whole page. */
export function permissionsDocument(): string {
  return [INTRODUCTION, BETWEEN.trimStart(), rights(), '## Operations', '', operations()].join(
    '\n',
  );
}

function rights(): string {
  const roles = Object.keys(DIRECTORY_ROLES);
  const head = ['A user may', ...roles.map((role) => role.replace(' Administrator', '')), 'owners'];
  const rows = Object.values(RIGHTS)
    .filter((right: Right) => right.roles !== 'everyone')
    .map((right: Right) => [
      right.text,
      ...roles.map((role) => markOf(right, role)),
      right.owners === true ? 'yes' : '',
    ]);
  return `${table(head, rows)}\n*security*: security groups alone. The columns are directory roles; [access](access.md) has their ids.\n`;
}

function markOf({ roles, securityGroupRoles = [] }: Right, role: string): string {
  if (roles === 'everyone' || roles.some((known) => known === role)) return 'yes';
  return securityGroupRoles.some((known) => known === role) ? 'security' : '';
}

/** One line for all operations that ask for the same. */
function operations(): string {
  const lines = new Map<string, { readonly cells: readonly string[]; readonly names: string[] }>();
  for (const [name, row] of Object.entries(ACCESS_TABLE)) {
    const operation = OPERATIONS.find((one) => one.name === name);
    if (operation === undefined) throw new Error(`There is no operation ${name}.`);
    const cells = row === 'open' ? ['served to everybody', '', ''] : cellsOf(row);
    const key = JSON.stringify(cells);
    const line = lines.get(key) ?? { cells, names: [] };
    line.names.push(addressOf(operation));
    lines.set(key, line);
  }
  const rows = [...lines.values()].map(({ cells, names }) => [names.join('<br>'), ...cells]);
  return table(['Operations', 'As a scope', 'As an app role', 'A user needs the right to'], rows);
}

function cellsOf({ delegated, application, right, also = [] }: AccessRow): readonly string[] {
  const isSame = JSON.stringify(delegated) === JSON.stringify(application);
  const needed = [right, ...also].map((name) => RIGHTS[name].text);
  return [
    permissions(delegated),
    isSame ? 'the same' : permissions(application),
    right === 'read' ? '' : needed.join('; where the body asks for it: '),
  ];
}

function permissions(list: Permissions): string {
  const names = list.map((needs) => (typeof needs === 'string' ? needs : needs.join(' and ')));
  return names.map((name) => (name === '' ? 'none needed' : name)).join(', ') || 'nobody';
}

function addressOf({ method, path, surfaces }: Operation): string {
  const root = surfaces.includes('muster') ? '/muster/v1/' : '/';
  const beta = surfaces.length === 1 && surfaces[0] === 'beta' ? ' (beta)' : '';
  return `\`${method} ${root}${path.replaceAll('|', '\\|')}\`${beta}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}
