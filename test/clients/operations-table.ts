/** The operations of Graph as docs/graph.md lists them, written from the table that serves them. */
import type { Operation } from '../../src/operations/operation.ts';
import { OPERATIONS } from '../../src/operations/table.ts';

/** What stands behind a path without making another one of it: a count, references, a cast and its count. */
const SUFFIX = /\/(?:\$count|\$ref|microsoft\.graph\.\{([^}]*)\}(?:\/\$count)?)$/;

/** One line a path, families beside each other. */
export function renderOperations(): string {
  const lines = new Map<string, Operation[]>();
  for (const operation of OPERATIONS.filter(({ surfaces }) => !surfaces.includes('muster'))) {
    const path = operation.path.replace(SUFFIX, '');
    lines.set(path, [...(lines.get(path) ?? []), operation]);
  }
  const rows = [...lines]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([path, operations]) => {
      const cells = [`\`/${path}\``, methodsOf(path, operations), behind(path, operations)];
      return `| ${[...cells, optionsOf(operations)].join(' | ').replace(/(?<=\{\w+)\|/g, '\\|')} |\n`;
    });
  return `| path | requests | and behind it | queries |\n|---|---|---|---|\n${rows.join('')}`;
}

function methodsOf(path: string, operations: readonly Operation[]): string {
  const own = operations.filter((operation) => operation.path === path);
  const version = own.some(({ surfaces }) => surfaces.length === 1) ? ' (beta)' : '';
  return own.map(({ method }) => method).join(', ') + version;
}

/** Such as: `/$count`; `/$ref` (GET, POST); casts to user, device, with `/$count`. */
function behind(path: string, operations: readonly Operation[]): string {
  const methods = new Map<string, string[]>();
  const casts = new Set<string>();
  for (const { method, path: whole } of operations) {
    const suffix = whole.slice(path.length);
    const [, types] = SUFFIX.exec(suffix) ?? [];
    if (types !== undefined) casts.add(types.replaceAll('|', ', '));
    else if (suffix !== '') methods.set(suffix, [...(methods.get(suffix) ?? []), method]);
  }
  const parts = [...methods].map(([suffix, some]) => {
    return some.join() === 'GET' ? `\`${suffix}\`` : `\`${suffix}\` (${some.join(', ')})`;
  });
  const isCounted = operations.some(({ path: whole }) => whole.endsWith('}/$count'));
  const cast = [...casts].map((types) => `casts to ${types}${isCounted ? ', counted too' : ''}`);
  return [...parts, ...cast].join('; ');
}

function optionsOf(operations: readonly Operation[]): string {
  const options = new Set(operations.flatMap(({ options: some = [] }) => some));
  return [...options].map((option) => `\`${option}\``).join(' ');
}
