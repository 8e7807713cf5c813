/** What an object holds in a property, as text for people and for the explanation (rules-spec.md 12). */
import type { RuleObject, RulePlan } from '../directory/rule-object.ts';
import type { Property } from './catalogue.ts';
import {
  flagReader,
  instantReader,
  planPart,
  plansReader,
  textReader,
  textsReader,
} from './read-value.ts';

/** The stored value; JSON without blanks for collections; null where the property is null. */
export function storedText(property: Property, object: RuleObject): string | null {
  switch (property.type) {
    case 'text':
      return textReader(property.name)(object);
    case 'flag':
      return flagReader(property.name)(object)?.toString() ?? null;
    case 'instant':
      return instantReader(property.name)(object) === null
        ? null
        : textReader(property.name)(object);
    case 'texts':
    case 'groups':
      return asJson(textsReader(property.name)(object));
    case 'plans':
      return asJson(plansReader(property.name)(object)?.map(orderedPlan) ?? null);
  }
}

function asJson(items: readonly unknown[] | null): string | null {
  return items === null ? null : JSON.stringify(items);
}

function orderedPlan(plan: RulePlan): Required<RulePlan> {
  return {
    servicePlanId: planPart(plan, 'servicePlanId'),
    service: planPart(plan, 'service'),
    capabilityStatus: planPart(plan, 'capabilityStatus'),
  };
}
