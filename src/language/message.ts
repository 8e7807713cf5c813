/** How the words of a fault are made from its code: templates with `{name}` placeholders, filled from the fault's params. */
import type { Params } from './diagnostic.ts';

/** The English words for a code. */
export interface MessageText {
  readonly template: string;
  /** What to do about it. */
  readonly hint?: string;
  /** The phrase by which the product's users may search for it (rules-spec.md 9.2). */
  readonly family?: string;
}

/** Texts by code, or by code and variant (`CODE.variant`), which win where the params name that variant. */
export type MessageTexts = Readonly<Record<string, MessageText>>;

/** The text of a code with these params; undefined when there is none. */
export function findText(
  texts: MessageTexts,
  code: string,
  params: Params,
): MessageText | undefined {
  const general = texts[code];
  const special = texts[`${code}.${params.variant}`];
  return special === undefined ? general : { ...general, ...special };
}

/** A template with its placeholders filled; whole numbers get thousands separators. A placeholder without a param stays. */
export function fillTemplate(template: string, params: Params): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = params[name];
    return value === undefined ? placeholder : name === 'n' ? withThousands(value) : value;
  });
}

function withThousands(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}
