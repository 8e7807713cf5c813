/**
 * The members of a group, read without a pause while its rule is edited and while it is turned from dynamic to assigned and
 * back. Work on runs is let through a little at a time, so that readings fall before, between and after its steps.
 */
import { expect } from 'vitest';
import { drawPerson, type Person, PLAIN_RULES, propertiesOf } from '../support/plain-people.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';
import { until } from '../support/until.ts';

const PEOPLE = 120;
const READINGS_BEFORE_WORK = 20;
const READINGS_BETWEEN_STEPS = 4;
const STEPS = 4;
const RUNS = 'membershipRuns';

/** What the readings of all edits came to. */
export interface Watched {
  readonly edits: number;
  /** The fewest readings between an edit's answer and Succeeded. */
  readonly fewestReadings: number;
  /** Edits of which a reading fell between the beginning and the end of the run. */
  readonly caughtRunning: number;
}

/** Makes so many edits; fails when somebody who qualifies before and after is missing from a reading, or a stranger is in one. */
export async function watchEdits(edits: number, draw: (below: number) => number): Promise<Watched> {
  const app = await startApp();
  try {
    return await new Watch(app, draw).run(edits);
  } finally {
    await app.host.stop();
  }
}

class Watch {
  readonly #app: RunningApp;
  readonly #draw: (below: number) => number;
  readonly #people = new Map<string, Person>();
  #group = '';
  #present: ReadonlySet<string> = new Set();
  #readings: ReadonlySet<string>[] = [];
  #isDone = false;

  constructor(app: RunningApp, draw: (below: number) => number) {
    this.#app = app;
    this.#draw = draw;
  }

  async run(edits: number): Promise<Watched> {
    await this.#begin();
    const reading = this.#readOn();
    const watched: { readings: number; running: boolean }[] = [];
    try {
      for (let made = 0; made < edits; made++) watched.push(await this.#edit(made));
    } finally {
      this.#isDone = true;
      this.#app.host.resumeQueue(RUNS);
      await reading;
    }
    return {
      edits,
      fewestReadings: Math.min(...watched.map(({ readings }) => readings)),
      caughtRunning: watched.filter(({ running }) => running).length,
    };
  }

  async #begin(): Promise<void> {
    for (let made = 0; made < PEOPLE; made++) {
      const person = drawPerson(this.#draw);
      const set = Object.entries(propertiesOf(person)).filter(([, value]) => value !== null);
      this.#people.set(await this.#app.user(Object.fromEntries(set)), person);
    }
    const [first] = PLAIN_RULES;
    this.#group = await this.#app.group(first?.rule ?? '');
    await this.#succeeded();
    this.#present = this.#belonging(0);
  }

  /** Every third edit turns the group into an assigned one first. */
  async #edit(made: number): Promise<{ readings: number; running: boolean }> {
    const next = this.#draw(PLAIN_RULES.length);
    const after = this.#belonging(next);
    const dynamic = {
      groupTypes: ['DynamicMembership'],
      membershipRule: PLAIN_RULES[next]?.rule,
      membershipRuleProcessingState: 'On',
    };
    await this.#app.host.pauseQueue(RUNS);
    this.#readings = [];
    if (made % 3 === 2) {
      await this.#patch({ groupTypes: [] });
      await this.#readMore(READINGS_BETWEEN_STEPS);
      this.#expectAll(this.#present);
    }
    await this.#patch(made % 3 === 2 ? dynamic : { membershipRule: dynamic.membershipRule });
    this.#readings = [];
    await this.#readMore(READINGS_BEFORE_WORK);
    const running = await this.#letThrough();
    this.#app.host.resumeQueue(RUNS);
    await this.#succeeded();
    const readings = this.#readings.length;
    await this.#readMore(1);
    this.#expectAll(after);
    this.#present = after;
    expect(new Set(await this.#app.members(this.#group))).toEqual(after);
    return { readings, running };
  }

  /** One message or a few, readings, and again. Whether a reading found the run begun and not ended. */
  async #letThrough(): Promise<boolean> {
    let running = false;
    for (let step = 0; step < STEPS; step++) {
      this.#app.host.resumeQueue(RUNS);
      await this.#readMore(1);
      await this.#app.host.pauseQueue(RUNS);
      running ||= ['Evaluating', 'Processing'].includes(await this.#status());
      await this.#readMore(READINGS_BETWEEN_STEPS);
    }
    return running;
  }

  /** Those who belong before and after are in every reading, and nobody is who belongs neither before nor after. */
  #expectAll(after: ReadonlySet<string>): void {
    const stay = [...this.#present].filter((id) => after.has(id));
    for (const seen of this.#readings) {
      expect(stay.filter((id) => !seen.has(id))).toEqual([]);
      expect([...seen].filter((id) => !after.has(id) && !this.#present.has(id))).toEqual([]);
    }
  }

  async #readOn(): Promise<void> {
    const path = `/v1.0/groups/${this.#group}/members?$select=id&$top=999`;
    while (!this.#isDone)
      this.#readings.push(new Set((await this.#app.all(path)).map(({ id }) => id)));
  }

  async #readMore(count: number): Promise<void> {
    const wanted = this.#readings.length + count;
    await until(
      async () => this.#readings.length,
      (length) => length >= wanted,
    );
  }

  #belonging(rule: number): ReadonlySet<string> {
    const belongs = PLAIN_RULES[rule]?.belongs;
    const ids = [...this.#people].filter(([, person]) => belongs?.(person)).map(([id]) => id);
    return new Set(ids);
  }

  async #patch(body: Readonly<Record<string, unknown>>): Promise<void> {
    const { status } = await this.#app.patch(`/v1.0/groups/${this.#group}`, body);
    expect(status).toBe(204);
  }

  async #status(): Promise<string> {
    return (await this.#app.get(`/muster/v1/groups/${this.#group}`)).body.displayStatus;
  }

  async #succeeded(): Promise<void> {
    await until(
      () => this.#status(),
      (status) => status === 'Update complete',
    );
  }
}
