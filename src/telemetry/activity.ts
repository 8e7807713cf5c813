/** What one request, message or timer did to groups: counted, and gathered for its line in the log. */
import { type Alert, alertIdOf } from '../ports/alert-ports.ts';
import type { KeptMessage } from '../ports/announcements.ts';
import type { LogFields, Logger } from '../ports/logger.ts';
import type { GroupWrite, RunHeader } from '../ports/ports.ts';
import type { Instruments } from './instruments.ts';

/** More groups than this are counted and not named. */
const MOST_NAMED = 20;
/** Runs whose start is remembered, to tell how long they took. */
const MOST_RUNS = 100;

/** The starts of runs that this process has seen, by id. */
export class RunStarts {
  readonly #starts = new Map<string, number>();

  note({ id, started }: RunHeader): void {
    this.#starts.delete(id);
    this.#starts.set(id, Date.parse(started));
    const [oldest] = this.#starts.keys();
    if (this.#starts.size > MOST_RUNS && oldest !== undefined) this.#starts.delete(oldest);
  }

  /** Null: not seen. */
  startOf(run: string): number | null {
    return this.#starts.get(run) ?? null;
  }
}

interface Change {
  readonly group: string;
  readonly cause: string;
  added: number;
  removed: number;
}

export class Activity {
  readonly #instruments: Instruments;
  readonly #log: Logger;
  readonly #changes = new Map<string, Change>();
  readonly #runs = new Set<string>();
  #settled = 0;
  #slowest = 0;

  constructor(instruments: Instruments, log: Logger) {
    this.#instruments = instruments;
    this.#log = log;
  }

  /** A write of a group that took effect. */
  wrote({ meta, log, events = [], heldDiff, endedHold }: GroupWrite): void {
    if (log !== undefined) this.#flipped(meta.id, log);
    for (const { kind, details } of events) {
      if (kind !== 'failed') continue;
      const code = String(details?.code);
      this.#instruments.groupFailures.add(1, code);
      this.#log.write('error', 'groupFailed', { group: meta.id, code, reason: reasonOf(meta) });
    }
    if (heldDiff !== undefined) {
      this.#instruments.holdsMade.add();
      const { added, removed } = heldDiff;
      const size = { added: added.size, removed: removed.size };
      this.#log.write('warning', 'changeHeld', { group: meta.id, hold: heldDiff.holdId, ...size });
    }
    if (endedHold !== undefined) {
      const { id, status } = endedHold;
      this.#instruments.holdsEnded.add(1, status);
      this.#log.write('information', 'holdEnded', { group: meta.id, hold: id, status });
    }
  }

  /** An object that is left alone until it changes or is tried again. */
  gaveUpObject(ordinal: number, reason: string): void {
    this.#log.write('error', 'objectGivenUp', { ordinal, reason });
  }

  /** A group of which only the announcement can say that it failed. */
  gaveUpGroup(group: string, reason: string): void {
    this.#log.write('error', 'groupGivenUp', { group, reason });
  }

  /** One of a later version waits for an instance of that version; any other for somebody. */
  kept({ id, queue, reason, later }: KeptMessage): void {
    if (later === undefined)
      this.#log.write('error', 'messageNotUnderstood', { message: id, queue, reason });
    else this.#log.write('warning', 'messageOfLaterVersion', { message: id, queue, reason });
  }

  raised(alert: Alert): void {
    const { kind } = alert;
    // What concerns one group has its own line where it happened.
    if (kind === 'delay' || kind === 'delayWarning' || kind === 'drift') {
      const { kind: _, ...facts } = alert;
      this.#log.write(kind === 'delayWarning' ? 'warning' : 'error', kind, facts);
    } else {
      this.#log.write('warning', 'alertRaised', { alert: alertIdOf(alert) });
    }
  }

  ended(alert: Alert): void {
    this.#log.write('information', 'alertEnded', { alert: alertIdOf(alert) });
  }

  /** A run has settled the members of a group; `seconds` since its start, null where that is not known. */
  committed(run: string, seconds: number | null): void {
    this.#runs.add(run);
    this.#instruments.runsCommitted.add();
    if (seconds !== null) this.#instruments.runSeconds.observe(seconds);
  }

  startedRun(header: RunHeader): void {
    this.#runs.add(header.id);
    this.#instruments.runsStarted.add();
  }

  /** A change was looked at in every group it concerns, so many seconds after it was made. */
  settled(seconds: number): void {
    this.#settled++;
    this.#slowest = Math.max(this.#slowest, seconds);
    this.#instruments.visibleSeconds.observe(seconds);
  }

  /** For the line of the log; nothing where nothing happened. */
  fields(): LogFields {
    const changes = [...this.#changes.values()];
    return {
      ...(changes.length > 0 && {
        changed: changes.slice(0, MOST_NAMED).map((change) => ({ ...change })),
        changedGroups: changes.length,
      }),
      ...(this.#runs.size > 0 && { runs: [...this.#runs].slice(0, MOST_NAMED) }),
      ...(this.#settled > 0 && { settled: this.#settled, slowestSeconds: this.#slowest }),
    };
  }

  #flipped(group: string, { added, removed, cause }: NonNullable<GroupWrite['log']>): void {
    if (added.isEmpty && removed.isEmpty) return;
    const change = this.#changes.get(group) ?? { group, cause: cause.kind, added: 0, removed: 0 };
    change.added += added.size;
    change.removed += removed.size;
    this.#changes.set(group, change);
    if (!added.isEmpty) this.#instruments.flips.add(added.size, 'added', cause.kind);
    if (!removed.isEmpty) this.#instruments.flips.add(removed.size, 'removed', cause.kind);
  }
}

function reasonOf({ error }: GroupWrite['meta']): string | undefined {
  return error?.params.reason;
}
