/** `muster test`: the unit tests of rules. */
import { parseArguments } from './arguments.ts';
import { type ExitStatus, InputError, type Io, nameOf, readText } from './io.ts';
import { parseJson } from './json.ts';
import { printable } from './printable.ts';
import { readCases } from './rule-case.ts';
import { type Difference, runCase } from './run-case.ts';

/** Runs `muster test FILE…`: one line for each case that fails, at the end `N passed, N failed`; 1 when one failed. */
export async function runTest(words: readonly string[], io: Io): Promise<ExitStatus> {
  const { files } = parseArguments(words, {});
  if (files.length === 0) throw new InputError('muster test takes one or more files of cases.');
  const cases = [];
  for (const path of files) {
    const name = nameOf(path);
    cases.push(...readCases(parseJson(await readText(io, path), name), name));
  }
  let failed = 0;
  for (const ruleCase of cases) {
    const differences = runCase(ruleCase, io.now());
    if (differences.length === 0) continue;
    failed += 1;
    io.print(printable(`${ruleCase.id}: ${differences.map(sentenceOf).join('; ')}`));
  }
  io.print(`${cases.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function sentenceOf({ what, expected, got }: Difference): string {
  return `${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got) ?? 'nothing'}`;
}
