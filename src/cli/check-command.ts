/** `muster check`: is this a rule, what is wrong with it, what could be better. */
import type { RuleScope } from '../directory/rule-object.ts';
import { labelOf } from '../messages/labels.ts';
import { findLanguage, type Language, localize } from '../messages/localize.ts';
import type { RuleError } from '../rules/rule-error.ts';
import { validateRule } from '../rules/validate-rule.ts';
import type { Warning } from '../rules/warning.ts';
import { type Arguments, choiceOf, flagValue, parseArguments } from './arguments.ts';
import { type ExitStatus, InputError, type Io } from './io.ts';
import { faultLines } from './print-fault.ts';
import { printable } from './printable.ts';
import { type RuleEntry, readRules } from './read-rules.ts';
import { sarifLog } from './sarif.ts';

/** A rule with everything found in it; what `--format json` prints (design.md 11). */
export interface CheckedRule {
  readonly id: string | number;
  readonly rule: string;
  readonly valid: boolean;
  readonly scope?: RuleScope;
  readonly errors: readonly RuleError[];
  readonly warnings: readonly Warning[];
}

/** Runs `muster check [--format text|json|sarif] [--lang LANGUAGE] FILE|-`; 1 when a rule is invalid. */
export async function runCheck(words: readonly string[], io: Io): Promise<ExitStatus> {
  const given = parseArguments(words, { format: 'value', lang: 'value' });
  const format = choiceOf(given, 'format', ['text', 'json', 'sarif']);
  const language = languageFlag(given);
  const [path, ...others] = given.files;
  if (path === undefined || others.length > 0) {
    throw new InputError('muster check takes one FILE, or - for standard input.');
  }
  const { entries, isList } = await readRules(io, path);
  const checked = entries.map((entry) => checkEntry(entry, language));
  switch (format) {
    case 'json':
      io.print(JSON.stringify(checked, null, 2));
      break;
    case 'sarif':
      io.print(JSON.stringify(sarifLog(path, checked), null, 2));
      break;
    case 'text':
      for (const rule of checked) printRule(rule, { io, isList, language });
      if (isList) printSummary(checked, io, language);
  }
  return checked.every(({ valid }) => valid) ? 0 : 1;
}

/** The language of `--lang`; English when it is absent. Throws InputError for one there are no messages in. */
export function languageFlag(given: Arguments): Language {
  const tag = flagValue(given, 'lang');
  const language = tag === undefined ? 'en' : findLanguage(tag);
  if (language === null) throw new InputError('--lang is one of en, pt-BR, ru-RU.');
  return language;
}

/** Checks one rule, its findings in a language. */
export function checkEntry({ id, rule, scope }: RuleEntry, language: Language): CheckedRule {
  const result = validateRule(rule, scope === undefined ? {} : { scope });
  if (!result.valid) {
    const errors = result.errors.map((error) => localize(error, language));
    return { id, rule, valid: false, errors, warnings: [] };
  }
  const warnings = result.warnings.map((warning) => localize(warning, language));
  return { id, rule, valid: true, scope: result.scope, errors: [], warnings };
}

function printRule(
  { id, rule, valid, scope = 'user', errors, warnings }: CheckedRule,
  how: { readonly io: Io; readonly isList: boolean; readonly language: Language },
): void {
  const { io, isList, language } = how;
  const { hasColour } = io;
  if (isList && errors.length + warnings.length > 0) {
    io.print(labelOf('rule', language, { id: printable(String(id)) }));
  }
  for (const error of errors) {
    for (const line of faultLines(error, rule, { kind: 'error', hasColour, language })) {
      io.print(line);
    }
  }
  for (const warning of warnings) {
    for (const line of faultLines(warning, rule, { kind: 'warning', hasColour, language })) {
      io.print(line);
    }
  }
  if (!isList && valid) io.print(labelOf('valid', language, { kind: scope }));
}

function printSummary(checked: readonly CheckedRule[], io: Io, language: Language): void {
  const valid = checked.filter((rule) => rule.valid).length;
  const invalid = checked.length - valid;
  io.print(labelOf('summary', language, { valid: String(valid), invalid: String(invalid) }));
}
