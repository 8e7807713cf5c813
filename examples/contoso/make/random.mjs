/** A small generator of pseudo-random choices: the same seed always gives the same sequence, on every machine. */

/** FNV-1a: a 32-bit number that depends on every character of a text. */
function hash(text) {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ character.codePointAt(0), 0x01000193);
  }
  return value >>> 0;
}

/** Choices for one subject (mulberry32). A text as seed keeps the subjects independent of each other. */
export function createRandom(seed) {
  let state = hash(seed);
  function next() {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  }
  const integer = (from, to) => from + Math.floor(next() * (to - from + 1));
  const pick = (list) => list[integer(0, list.length - 1)];
  const chance = (probability) => next() < probability;
  return { integer, pick, chance, weighted: (list) => pickWeighted(list, next) };
}

/** One entry of a list whose entries carry a `weight`. */
function pickWeighted(list, next) {
  let rest = next() * list.reduce((sum, entry) => sum + entry.weight, 0);
  for (const entry of list) {
    rest -= entry.weight;
    if (rest < 0) return entry;
  }
  return list[list.length - 1];
}

/** A GUID (version 4 in shape) that belongs to a name and stays with it whatever else changes. */
export function guidOf(name) {
  const random = createRandom(name);
  const digits = Array.from({ length: 32 }, () => random.integer(0, 15).toString(16));
  digits[12] = '4';
  digits[16] = '89ab'[random.integer(0, 3)];
  const text = digits.join('');
  const cuts = [0, 8, 12, 16, 20, 32];
  return cuts
    .slice(1)
    .map((cut, index) => text.slice(cuts[index], cut))
    .join('-');
}
