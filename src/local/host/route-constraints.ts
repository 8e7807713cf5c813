/** The inline constraints of ASP.NET Core routes (`{id:guid}`, `{page:int:min(1)}`, `{code:regex(^[[a-z]]+$)}`). */

/** Whether a route value is acceptable. */
export type Constraint = (value: string) => boolean;

const INT_RANGE: readonly [bigint, bigint] = [-(2n ** 31n), 2n ** 31n - 1n];
const LONG_RANGE: readonly [bigint, bigint] = [-(2n ** 63n), 2n ** 63n - 1n];
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const GUID = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Reads one constraint; throws a sentence naming the route when it is unknown. */
export function parseConstraint(text: string, template: string): Constraint {
  const match = /^([a-z]+)(?:\(([\s\S]*)\))?$/i.exec(text);
  const constraint = match?.[1] && byName(match[1].toLowerCase(), match[2]);
  if (!constraint) throw new Error(`Route '${template}': the constraint '${text}' is unknown.`);
  return constraint;
}

function byName(name: string, argument: string | undefined): Constraint | undefined {
  return argument === undefined ? plain(name) : withArgument(name, argument);
}

function plain(name: string): Constraint | undefined {
  switch (name) {
    case 'int':
      return (value) => isWhole(value, INT_RANGE);
    case 'long':
      return (value) => isWhole(value, LONG_RANGE);
    case 'bool':
      return (value) => /^(true|false)$/i.test(value);
    case 'guid':
      return (value) => GUID.test(value.replace(/^([({])([\s\S]*)[)}]$/, '$2'));
    case 'datetime':
      return (value) => !Number.isNaN(Date.parse(value));
    case 'decimal':
      return (value) => DECIMAL.test(value);
    case 'double':
    case 'float':
      return (value) => NUMBER.test(value);
    case 'alpha':
      return (value) => /^[a-z]*$/i.test(value);
    case 'required':
      return (value) => value !== '';
    default:
      return undefined;
  }
}

function withArgument(name: string, argument: string): Constraint | undefined {
  const [first = Number.NaN, second = first] = argument.split(',').map(Number);
  switch (name) {
    case 'length':
      return (value) => value.length >= first && value.length <= second;
    case 'minlength':
      return (value) => value.length >= first;
    case 'maxlength':
      return (value) => value.length <= first;
    case 'min':
      return (value) => isWhole(value, LONG_RANGE) && Number(value) >= first;
    case 'max':
      return (value) => isWhole(value, LONG_RANGE) && Number(value) <= first;
    case 'range':
      return (value) =>
        isWhole(value, LONG_RANGE) && Number(value) >= first && Number(value) <= second;
    case 'regex': {
      // Brackets are doubled in a template that is also used for token replacement.
      const expression = new RegExp(argument.replace(/\[\[/g, '[').replace(/\]\]/g, ']'), 'i');
      return (value) => expression.test(value);
    }
    default:
      return undefined;
  }
}

function isWhole(value: string, [low, high]: readonly [bigint, bigint]): boolean {
  if (!/^[+-]?\d{1,30}$/.test(value)) return false;
  const number = BigInt(value.replace(/^\+/, ''));
  return number >= low && number <= high;
}
