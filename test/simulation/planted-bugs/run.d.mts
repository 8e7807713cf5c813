/** Plants the bugs of these names, or all, and answers the names of those that no test found. */
export function plant(names?: readonly string[]): readonly string[];

/** The names of the bugs whose text is not in its file exactly once. */
export function notPlantable(): readonly string[];
