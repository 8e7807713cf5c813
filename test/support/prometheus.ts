/** Reads the text format 0.0.4 as strictly as a scraper may: anything it does not know is an error. */

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Family {
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{([^\n]*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/gy;

/** The metrics by name, in order. Throws for what a scraper would refuse. */
export function readMetrics(text: string): ReadonlyMap<string, Family> {
  if (!text.endsWith('\n')) throw new Error('The last line has no end.');
  const families = new Map<string, { type: string; help: string; samples: Sample[] }>();
  let current = { type: '', help: '', samples: [] as Sample[] };
  let name = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const [, word, of = '', rest = ''] = /^# (HELP|TYPE) (\S+) ([^\n]*)$/.exec(line) ?? [];
    if (word === 'HELP') {
      if (families.has(of) || !NAME.test(of)) throw new Error(`Told twice, or no name: ${of}`);
      name = of;
      current = { type: '', help: rest, samples: [] };
      families.set(of, current);
    } else if (word === 'TYPE') {
      if (of !== name || !['counter', 'gauge', 'histogram'].includes(rest)) throw new Error(line);
      current.type = rest;
    } else current.samples.push(sampleOf(line, name, current.type));
  }
  for (const [of, family] of families) check(of, family);
  return families;
}

/** The value of one series; 0 where there is none. */
export function sampleValue(
  metrics: ReadonlyMap<string, Family>,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  const family = metrics.get(name.replace(/_(bucket|sum|count)$/, '')) ?? metrics.get(name);
  const sample = family?.samples.find(
    (each) =>
      each.name === name &&
      Object.entries(labels).every(([label, value]) => each.labels[label] === value),
  );
  return sample?.value ?? 0;
}

function sampleOf(line: string, family: string, type: string): Sample {
  const [, name = '', inside = '', number = ''] = SAMPLE.exec(line) ?? [];
  const suffixes = type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
  if (!suffixes.some((suffix) => name === `${family}${suffix}`))
    throw new Error(`No sample: ${line}`);
  const value = Number(number.replace('+Inf', 'Infinity'));
  if (Number.isNaN(value)) throw new Error(`No number: ${line}`);
  return { name, labels: labelsOf(inside), value };
}

function labelsOf(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  let end = 0;
  for (const [whole, name = '', value = ''] of text.matchAll(LABEL)) {
    if (name in labels) throw new Error(`A label twice: ${text}`);
    labels[name] = value.replace(/\\(.)/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped));
    end += whole.length;
  }
  if (end !== text.length) throw new Error(`No labels: ${text}`);
  return labels;
}

/** Each series once; buckets rise and end with all. */
function check(name: string, { type, samples }: Family): void {
  const keys = samples.map((sample) => `${sample.name} ${JSON.stringify(sample.labels)}`);
  if (new Set(keys).size !== keys.length) throw new Error(`A series of ${name} twice.`);
  if (type === 'counter' && !name.endsWith('_total')) throw new Error(`${name} is a counter.`);
  if (type !== 'histogram') return;
  const counts = new Map<string, number[]>();
  for (const { name: of, labels, value } of samples) {
    if (of.endsWith('_sum')) continue;
    const { le: _, ...rest } = labels;
    const key = JSON.stringify(rest);
    counts.set(key, [...(counts.get(key) ?? []), value]);
  }
  for (const values of counts.values()) {
    const rises = values.every((value, at) => at === 0 || value >= (values[at - 1] ?? 0));
    if (!rises || values.at(-1) !== values.at(-2)) throw new Error(`Buckets of ${name}: ${values}`);
  }
}
