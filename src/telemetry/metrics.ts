/**
 * Counters, gauges and histograms, and how Prometheus reads them (text format 0.0.4). Our own: the format is four rules,
 * and the well-known library brings the OpenTelemetry interface and a digest for summaries that nobody here asks for.
 */

/** Values of the labels of a metric, in the order of their names. */
type LabelValues = readonly string[];

interface About {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
}

/** More series than this of one metric would be a mistake: the rest is counted under `other`. */
const MOST_SERIES = 2_000;

/** One metric with its series. */
interface Metric {
  readonly lines: () => readonly string[];
}

/** Something that only grows. */
export class Counter implements Metric {
  readonly #series: Series<{ value: number }>;

  constructor(about: About) {
    this.#series = new Series(about, 'counter', () => ({ value: 0 }));
  }

  add(amount = 1, ...labels: LabelValues): void {
    this.#series.at(labels).value += amount;
  }

  lines(): readonly string[] {
    return this.#series.lines((labels, { value }) => [`${labels} ${value}`]);
  }
}

/** Something that is as it is. */
export class Gauge implements Metric {
  readonly #series: Series<{ value: number }>;

  constructor(about: About) {
    this.#series = new Series(about, 'gauge', () => ({ value: 0 }));
  }

  set(value: number, ...labels: LabelValues): void {
    this.#series.at(labels).value = value;
  }

  lines(): readonly string[] {
    return this.#series.lines((labels, { value }) => [`${labels} ${value}`]);
  }
}

/** How often something was how large: how many values were at most each of the bounds, their number and their sum. */
export class Histogram implements Metric {
  readonly #bounds: readonly number[];
  readonly #series: Series<{ readonly counts: number[]; sum: number; count: number }>;

  /** `bounds` in rising order. */
  constructor(about: About & { readonly bounds: readonly number[] }) {
    this.#bounds = about.bounds;
    this.#series = new Series(about, 'histogram', () => ({
      counts: about.bounds.map(() => 0),
      sum: 0,
      count: 0,
    }));
  }

  observe(value: number, ...labels: LabelValues): void {
    const series = this.#series.at(labels);
    series.sum += value;
    series.count++;
    for (const [at, bound] of this.#bounds.entries())
      if (value <= bound) series.counts[at] = (series.counts[at] ?? 0) + 1;
  }

  get bounds(): readonly number[] {
    return this.#bounds;
  }

  /** Of a histogram without labels: how many values lay between each bound and the one before, and beyond the last. */
  counts(): readonly number[] {
    const { counts, count } = this.#series.at([]);
    return [...counts, count].map((within, at) => within - (at === 0 ? 0 : (counts[at - 1] ?? 0)));
  }

  lines(): readonly string[] {
    return this.#series.lines((_labels, { counts, sum, count }, named) => [
      ...this.#bounds.map(
        (bound, at) => `${named('_bucket', ['le', String(bound)])} ${counts[at]}`,
      ),
      `${named('_bucket', ['le', '+Inf'])} ${count}`,
      `${named('_sum')} ${sum}`,
      `${named('_count')} ${count}`,
    ]);
  }
}

/** All metrics as a scraper reads them. */
export function writeMetrics(metrics: readonly Metric[]): string {
  return `${metrics.flatMap((metric) => metric.lines()).join('\n')}\n`;
}

type Named = (suffix: string, ...more: readonly (readonly [string, string])[]) => string;

class Series<Value> {
  readonly #about: About;
  readonly #type: string;
  readonly #make: () => Value;
  readonly #series = new Map<string, { readonly labels: LabelValues; readonly value: Value }>();

  constructor(about: About, type: string, make: () => Value) {
    this.#about = about;
    this.#type = type;
    this.#make = make;
    if (about.labels === undefined) this.at([]);
  }

  at(labels: LabelValues): Value {
    const key = labels.join('\n');
    const existing = this.#series.get(key);
    if (existing !== undefined) return existing.value;
    const others = labels.map(() => 'other');
    if (this.#series.size >= MOST_SERIES && key !== others.join('\n')) return this.at(others);
    const value = this.#make();
    this.#series.set(key, { labels, value });
    return value;
  }

  lines(
    linesOf: (labels: string, value: Value, named: Named) => readonly string[],
  ): readonly string[] {
    const { name, help, labels: names = [] } = this.#about;
    const series = [...this.#series.values()].flatMap(({ labels, value }) => {
      const pairs = names.map((label, at) => [label, labels[at] ?? ''] as const);
      const named: Named = (suffix, ...more) => `${name}${suffix}${braces([...pairs, ...more])}`;
      return linesOf(named(''), value, named);
    });
    return [`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} ${this.#type}`, ...series];
  }
}

function braces(pairs: readonly (readonly [string, string])[]): string {
  if (pairs.length === 0) return '';
  return `{${pairs.map(([name, value]) => `${name}="${escapeValue(value)}"`).join(',')}}`;
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function escapeValue(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}
