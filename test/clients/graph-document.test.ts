import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { renderOperations } from './operations-table.ts';

const DOCUMENT = join(import.meta.dirname, '../../docs/graph.md');

/** `npx vitest run test/clients/graph-document.test.ts --update` writes the tables anew. */
it('docs/graph.md lists the operations that there are', async () => {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before, rest = ''] = text.split('<!-- operations -->');
  const after = rest.split('<!-- end -->')[1];
  const whole = `${before}<!-- operations -->\n${renderOperations()}<!-- end -->${after}`;
  await expect(whole).toMatchFileSnapshot(DOCUMENT);
});
