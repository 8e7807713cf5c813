export interface PlantedBug {
  readonly name: string;
  /** The invariant, or the rule of docs/protocol.md, that falls with it. */
  readonly breaks: string;
  /** A file in src/. */
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

export const PLANTED: readonly PlantedBug[];
