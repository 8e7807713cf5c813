export interface PackagedFile {
  readonly name: string;
  readonly bytes: number;
}
export function makePackage(root: string, target: string): Promise<readonly PackagedFile[]>;
