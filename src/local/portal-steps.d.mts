export const FIRST_LOAD_LIMIT: number;
export function buildPortal(root: string): Promise<number>;
export function portalModules(root: string): readonly string[];
