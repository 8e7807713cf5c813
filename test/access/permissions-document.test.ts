import { join } from 'node:path';
import { expect, test } from 'vitest';
import { permissionsDocument } from './permissions-document.ts';

test('docs/permissions.md is what the tables say (written anew by vitest --update)', async () => {
  const page = join(import.meta.dirname, '../../docs/permissions.md');
  await expect(permissionsDocument()).toMatchFileSnapshot(page);
});
