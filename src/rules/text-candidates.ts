/**
 * Texts to try in order to find out which answers some comparisons of one text can have together: their constants, texts
 * made of several of them, and texts that are none of them.
 */
import type { Comparison, Scalar } from '../language/ast.ts';
import { comparisonRule } from './operators.ts';
import { samplesOf } from './pattern-samples.ts';
import { plainPatternOf } from './pattern-shape.ts';

/** Of each sort of constant only so many are combined with others. */
const MOST_COMBINED = 4;
const MOST_WHOLE = 256;

/** Texts that hardly any rule means. */
const OTHER_WORDS = ['other', 'x', '0', '-', '·'];
/** What stands before, between or after constants, where they alone would say too much. */
const FILLERS = ['x', '·'];

/** Candidates in the order in which people would think of them; null: no text. */
export interface TextCandidates {
  readonly values: readonly (string | null)[];
  /** False when some answers may need another text than these. */
  readonly isComplete: boolean;
}

/** What the comparisons ask for, by the place in the text at which they ask. */
interface Constants {
  readonly whole: Set<string>;
  readonly beginnings: Set<string>;
  readonly ends: Set<string>;
  readonly parts: Set<string>;
  isComplete: boolean;
}

/** `mayBeNull`: null is tried before a text that means nothing, else after everything. */
export function textCandidates(
  comparisons: readonly Comparison[],
  mayBeNull: boolean,
): TextCandidates {
  const constants = constantsOf(comparisons);
  const { whole, beginnings, ends, parts } = constants;
  const isComplete =
    constants.isComplete &&
    [beginnings, ends, parts].every((some) => some.size <= MOST_COMBINED) &&
    whole.size <= MOST_WHOLE;
  const single = [...whole, ...beginnings, ...ends, ...parts].slice(0, MOST_WHOLE);
  const values = [
    ...single,
    ...(mayBeNull ? [null] : []),
    ...OTHER_WORDS,
    ...combined(constants),
    null,
  ].filter((value) => value !== '');
  return { values: [...new Set(values)], isComplete };
}

function constantsOf(comparisons: readonly Comparison[]): Constants {
  const constants: Constants = {
    whole: new Set(),
    beginnings: new Set(),
    ends: new Set(),
    parts: new Set(),
    isComplete: true,
  };
  for (const comparison of comparisons) note(comparison, constants);
  return constants;
}

function note({ operator, value }: Comparison, constants: Constants): void {
  const { basic } = comparisonRule(operator.name);
  if (value.kind === 'list') {
    for (const item of value.items) constants.whole.add(textOf(item));
    return;
  }
  if (value.kind !== 'string') return;
  switch (basic) {
    case 'startsWith':
      constants.beginnings.add(value.value);
      break;
    case 'endsWith':
      constants.ends.add(value.value);
      break;
    case 'contains':
      constants.parts.add(value.value);
      break;
    case 'match':
      notePattern(value.value, constants);
      break;
    default:
      constants.whole.add(value.value);
  }
}

function textOf(scalar: Scalar): string {
  return scalar.kind === 'string' ? scalar.value : '';
}

/** A sample may be the whole text, or a part of it where the pattern leaves that open. */
function notePattern(source: string, constants: Constants): void {
  const plain = plainPatternOf(source);
  const { texts, isOpenBefore, isOpenAfter } = samplesOf(source);
  if (plain === null) constants.isComplete = false;
  for (const text of plain === null ? texts : [plain.value]) {
    if (isOpenBefore && isOpenAfter) constants.parts.add(text);
    else if (isOpenBefore) constants.ends.add(text);
    else if (isOpenAfter) constants.beginnings.add(text);
    else constants.whole.add(text);
  }
}

/** Beginning, middle and end put together, side by side and with something between them. */
function combined({ beginnings, ends, parts }: Constants): readonly string[] {
  const some = (texts: Set<string>) => ['', ...[...texts].slice(0, MOST_COMBINED), ...FILLERS];
  const middles = subsetsOf([...parts].slice(0, MOST_COMBINED));
  return some(beginnings).flatMap((beginning) =>
    middles.flatMap((middle) =>
      some(ends).flatMap((end) => {
        const pieces = [beginning, ...middle, end].filter((piece) => piece !== '');
        return ['', ' ', ...FILLERS].map((between) => pieces.join(between));
      }),
    ),
  );
}

function subsetsOf(texts: readonly string[]): readonly (readonly string[])[] {
  let subsets: readonly (readonly string[])[] = [[]];
  for (const text of texts) subsets = [...subsets, ...subsets.map((subset) => [...subset, text])];
  return subsets;
}
