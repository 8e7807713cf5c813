/** Flags and files of a command line. */
import { InputError } from './io.ts';

export interface Arguments {
  readonly files: readonly string[];
  /** Values by flag name, without dashes; `true` for a flag that takes none. */
  readonly flags: ReadonlyMap<string, string | true>;
}

/** Which flags a command knows, and whether each takes a value. */
export type FlagTable = Readonly<Record<string, 'value' | 'none'>>;

/** Reads what follows the command's name. `--flag value` and `--flag=value` are the same. Throws InputError. */
export function parseArguments(words: readonly string[], flags: FlagTable): Arguments {
  const files: string[] = [];
  const found = new Map<string, string | true>();
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('--')) {
      files.push(word);
      continue;
    }
    const [name = '', given] = splitOnce(word.slice(2));
    const use = Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (use === undefined) throw new InputError(`--${name} is not an option of this command.`);
    if (use === 'none') found.set(name, true);
    else {
      const value = given ?? rest.shift();
      if (value === undefined) throw new InputError(`--${name} needs a value.`);
      found.set(name, value);
    }
  }
  return { files, flags: found };
}

/** The value of a flag that has to be one of some words; the first of them when it is absent. Throws InputError. */
export function choiceOf<Choice extends string>(
  { flags }: Arguments,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const value = flags.get(name);
  if (value === undefined) return choices[0];
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw new InputError(`--${name} is one of ${choices.join(', ')}.`);
  return choice;
}

/** The value of a flag; undefined when it is absent. */
export function flagValue({ flags }: Arguments, name: string): string | undefined {
  const value = flags.get(name);
  return typeof value === 'string' ? value : undefined;
}

function splitOnce(text: string): readonly [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
