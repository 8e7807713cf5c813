/** Why a request is nobody's, or can't be told whose it is. */

/** Graph's texts for a 401 (graph-spec.md 3.3): what its clients and their operators know. */
export const GRAPH_TEXTS = {
  empty: 'Access token is empty.',
  malformed: 'CompactToken parsing failed with error code: 80049217.',
  expired: 'Lifetime validation failed, the token is expired.',
  early: 'Lifetime validation failed, the token is not yet valid.',
  audience: 'Access token validation failure. Invalid audience.',
  issuer: 'Access token validation failure. Invalid issuer.',
  invalid: 'Access token validation failure.',
} as const;

/** A token that is not taken: Graph's text by its name, and a sentence of ours. It never holds anything of the token. */
export class Refusal extends Error {
  constructor(text: keyof typeof GRAPH_TEXTS, sentence: string) {
    super(`${GRAPH_TEXTS[text]} ${sentence}`);
    this.name = 'Refusal';
  }
}

/** An issuer whose keys can't be had: its tokens can be neither taken nor refused. */
export class IssuerUnavailable extends Error {
  constructor(issuer: string, reason: string) {
    super(`The keys of the issuer ${issuer} cannot be read at present: ${reason}`);
    this.name = 'IssuerUnavailable';
  }
}
