/** The catalogues of all screens as one; their keys begin with the screen's name, so that no two meet. */

export type Messages = Readonly<Record<string, string>>;

export function mergeCatalogues(files: Readonly<Record<string, unknown>>): Messages {
  return Object.assign({}, ...Object.values(files));
}
