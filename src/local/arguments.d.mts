export const USAGE: string;

export type ParsedArguments =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'run'; readonly empty: boolean; readonly host?: 'own' | 'func' };

export function parseArguments(words: readonly string[]): ParsedArguments;
