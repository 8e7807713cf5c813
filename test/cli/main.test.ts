/** The command as a process. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

function muster(words: readonly string[], input: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], {
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

it('reads standard input, writes plain text to a pipe and ends with its status', () => {
  expect(muster(['check', '-'], 'user.city -eq Bonn\n')).toEqual({
    status: 1,
    stdout: [
      '1:15 UNQUOTED_STRING Put Bonn in quotation marks.',
      '  user.city -eq Bonn',
      '                ^~~~',
      '  Try: "Bonn"',
      '  Text always stands in straight quotation marks, as in "Bonn".',
      '',
    ].join('\n'),
    stderr: '',
  });
});

it('complains on standard error', () => {
  expect(muster(['check', 'nowhere/rule.txt'], '')).toEqual({
    status: 2,
    stdout: '',
    stderr: 'nowhere/rule.txt cannot be read: there is no such file.\n',
  });
});
