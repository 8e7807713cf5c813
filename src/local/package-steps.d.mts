export interface PackagedFile {
  readonly name: string;
  readonly bytes: number;
}

export interface Package {
  readonly files: readonly PackagedFile[];
  /** Relative to the project, with slashes. */
  readonly modules: readonly string[];
}

export function makePackage(root: string, target: string): Promise<Package>;
