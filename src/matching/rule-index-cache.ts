// placeholder until the index is written
export class RuleIndexCache {}
