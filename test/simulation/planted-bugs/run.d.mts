/** Plants the bugs of these names, or all, and answers the names of those that no test found. */
export function plant(names?: readonly string[]): readonly string[];
