/**
 * The part of ICU MessageFormat that the catalogues use: `{name}`, `{name, number}`, `{name, plural, one {…} other {…}}` with
 * `#`, and `{name, select, key {…} other {…}}`. Arguments inside a branch are filled too.
 */

/** Fills a message in a language. A placeholder without a param stays as it is written; a branch without a match is `other`. */
export function formatMessage(
  message: string,
  params: Readonly<Record<string, string>>,
  language: string,
): string {
  let result = '';
  let offset = 0;
  while (offset < message.length) {
    const open = message.indexOf('{', offset);
    if (open < 0) return result + message.slice(offset);
    const close = closingBrace(message, open);
    const argument = message.slice(open + 1, close);
    result += message.slice(offset, open) + formatArgument(argument, params, language);
    offset = close + 1;
  }
  return result;
}

function formatArgument(
  argument: string,
  params: Readonly<Record<string, string>>,
  language: string,
): string {
  const [name = '', kind = ''] = argument.split(',', 2).map((part) => part.trim());
  const value = params[name];
  if (value === undefined) return `{${argument}}`;
  if (kind === '') return value;
  if (kind === 'number') return formatNumber(value, language);
  const branches = branchesOf(argument.slice(argument.indexOf(',', argument.indexOf(',') + 1) + 1));
  const key = kind === 'plural' ? pluralKey(value, language) : value;
  const branch = branches.get(key) ?? branches.get('other') ?? '';
  const counted =
    kind === 'plural' ? branch.replaceAll('#', formatNumber(value, language)) : branch;
  return formatMessage(counted, params, language);
}

function formatNumber(value: string, language: string): string {
  return new Intl.NumberFormat(language).format(Number(value));
}

function pluralKey(value: string, language: string): string {
  return new Intl.PluralRules(language).select(Number(value));
}

/** `one {…} other {…}` by its keys. */
function branchesOf(text: string): ReadonlyMap<string, string> {
  const branches = new Map<string, string>();
  let offset = 0;
  for (;;) {
    const open = text.indexOf('{', offset);
    if (open < 0) return branches;
    const close = closingBrace(text, open);
    branches.set(text.slice(offset, open).trim(), text.slice(open + 1, close));
    offset = close + 1;
  }
}

/** The brace that closes the one at `open`; the end of the text when there is none. */
function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let offset = open; offset < text.length; offset += 1) {
    if (text[offset] === '{') depth += 1;
    if (text[offset] === '}') depth -= 1;
    if (depth === 0) return offset;
  }
  return text.length;
}
