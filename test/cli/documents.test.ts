/** What the documents show of the command is what it prints. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SYNTAX_TEXTS } from '../../src/language/syntax-texts.ts';
import { MEANING_TEXTS } from '../../src/rules/meaning-texts.ts';
import { muster } from '../support/memory-io.ts';

const NAMED_FILE = /`([\w.-]+)`[^`\n]*(?:`[^`]*`[^`\n]*)*:\n\n```\w+\n([\s\S]*?)```/g;
const COMMAND = /```bash\n(?:echo '([^']*)' \| )?npx muster ([^\n]*)\n```\n```\n([\s\S]*?)```/g;

function textOf(name: string): string {
  return readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
}

/** The words of a command line whose quotation marks are single ones. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

describe.each([
  ['README.md', 1],
  ['docs/rules.md', 3],
])('%s', (name, count) => {
  const text = textOf(name);
  const files = Object.fromEntries(
    [...text.matchAll(NAMED_FILE)].map(([, file = '', content = '']) => [file, content]),
  );
  const commands = [...text.matchAll(COMMAND)].map(
    ([, input = '', line = '', output = '']) => [line, input, output] as const,
  );

  it('shows the command', () => {
    expect(commands).toHaveLength(count);
  });

  it.each(commands)('muster %s', async (line, input, output) => {
    const { out, err } = await muster(wordsOf(line), { files, input });
    expect({ err, out: `${out.join('\n')}\n` }).toEqual({ err: [], out: output });
  });
});

it('docs/rules.md lists every error code', () => {
  const listed = new Set(textOf('docs/rules.md').match(/`[A-Z]+(?:_[A-Z]+)+`/g));
  const codes = Object.keys({ ...SYNTAX_TEXTS, ...MEANING_TEXTS })
    .filter((code) => !code.includes('.'))
    .map((code) => `\`${code}\``);
  expect([...listed].sort()).toEqual(codes.sort());
});
