/**
 * In the index of rules: a verdict that nobody asks for is a member that is wrong until the next audit.
 *
 * @type {readonly import('./list.mjs').PlantedBug[]}
 */
export const IN_MATCHING = [
  {
    name: 'a rule changed during a build is forgotten',
    breaks: 'a saved rule counts at once (docs/matching.md)',
    file: 'src/matching/scope-index.ts',
    find: '      if (indexed !== undefined) this.#waiting.set(id, indexed);',
    put: '',
  },
  {
    name: 'built rules stay when they change',
    breaks: 'the old text of a rule is in force no longer (docs/matching.md)',
    file: 'src/matching/scope-index.ts',
    find: '    this.#matcher?.remove(place);\n',
    put: '',
  },
  {
    name: 'rules of the clock not looked at',
    breaks: 'touchedBy names rules that read the clock and mention what changed (rule-index.ts)',
    file: 'src/matching/scope-index.ts',
    find: 'for (const rule of clockRules.get(name) ?? []) touched.add(rule);',
    put: 'if (clockRules.size < 0) touched.add(0);',
  },
  {
    name: 'only what becomes true counts',
    breaks: 'touchedBy names every rule whose verdict differs (rule-index.ts)',
    file: 'src/matching/rule-matcher.ts',
    find: '    count = this.#compareUses([this.#other, this.#one], flips[1], count, now);\n',
    put: '',
  },
];
