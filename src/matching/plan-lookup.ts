/** From a service plan to the atoms that are true of it. */
import type { RulePlan } from '../directory/rule-object.ts';
import type { PlanAccess } from './atom.ts';
import { RememberedLists } from './remembered-lists.ts';

/** An atom of the attribute, by its number in the matcher. */
export interface PlanCase {
  readonly atom: number;
  readonly access: PlanAccess | null;
  readonly test: (plan: RulePlan) => boolean;
}

type Part = PlanAccess['part'];

export class PlanLookup {
  readonly #byPart: Readonly<Record<Part, Map<string, PlanCase[]>>> = {
    servicePlanId: new Map(),
    service: new Map(),
    capabilityStatus: new Map(),
  };
  readonly #scanned: PlanCase[] = [];
  /** By id, status and service, so that no key has to be joined from them. */
  readonly #places = new Map<string, Map<string, Map<string, number>>>();
  readonly #lists = new RememberedLists(() => this.#places.clear());

  constructor(cases: readonly PlanCase[]) {
    for (const one of cases) {
      if (one.access === null) this.#scanned.push(one);
      else for (const value of one.access.values) this.#enter(one.access.part, value, one);
    }
  }

  /** The place in `pool` of the atoms that are true of the plan. */
  find(plan: RulePlan): number {
    const id = plan.servicePlanId || '';
    const status = plan.capabilityStatus || '';
    const service = plan.service || '';
    const known = this.#places.get(id)?.get(status)?.get(service);
    if (known !== undefined) {
      this.#lists.hit();
      return known;
    }
    const place = this.#lists.write(this.#work(plan));
    if (this.#lists.isRemembering) this.#remember([id, status, service], place);
    return place;
  }

  /** Lists of atoms, each after its length. */
  get pool(): Int32Array {
    return this.#lists.pool;
  }

  get scanned(): number {
    return this.#scanned.length;
  }

  get bytes(): number {
    let cases = this.#scanned.length;
    for (const part of Object.values(this.#byPart)) cases += 2 * part.size;
    return 64 * cases + this.#lists.bytes;
  }

  #enter(part: Part, value: string, one: PlanCase): void {
    const known = this.#byPart[part].get(value);
    if (known === undefined) this.#byPart[part].set(value, [one]);
    else known.push(one);
  }

  #work(plan: RulePlan): readonly number[] {
    const found: number[] = [];
    const take = (cases: readonly PlanCase[] | undefined) => {
      for (const { atom, test } of cases ?? []) if (test(plan)) found.push(atom);
    };
    take(this.#byPart.servicePlanId.get((plan.servicePlanId || '').toLowerCase()));
    take(this.#byPart.service.get((plan.service || '').toLowerCase()));
    take(this.#byPart.capabilityStatus.get((plan.capabilityStatus || '').toLowerCase()));
    take(this.#scanned);
    return found;
  }

  #remember([id, status, service]: readonly [string, string, string], place: number): void {
    const statuses = this.#places.get(id) ?? new Map<string, Map<string, number>>();
    this.#places.set(id, statuses);
    const services = statuses.get(status) ?? new Map<string, number>();
    statuses.set(status, services);
    services.set(service, place);
  }
}
