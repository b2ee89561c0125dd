import type { Item } from '../../macro/item';
import type { Rule } from '../wire/rule';
import { alarmDetail } from './alarm-detail';

/** Outcome is whether a rule holds, and the firing alarms that make it hold. */
interface Outcome {
  holds: boolean;
  causes: readonly string[];
}

/**
 * causesIn returns the names of the firing alarms that make a composite's rule hold. An alarm in a
 * branch that does not hold is none of them, whatever its state.
 */
export function causesIn(item: Item, others: ReadonlyMap<string, Item>): readonly string[] {
  const { rule } = alarmDetail(item);
  return rule ? outcomeOf(rule, others).causes : [];
}

function outcomeOf(rule: Rule, others: ReadonlyMap<string, Item>): Outcome {
  if (!('op' in rule)) {
    const holds = stateOf(rule.name, others) === rule.state;
    return { holds, causes: holds && rule.state === 'ALARM' ? [rule.name ?? ''] : [] };
  }
  const of = rule.of.map((it) => outcomeOf(it, others));
  const holding = of.filter(({ holds }) => holds);
  const causes = holding.flatMap((it) => it.causes);
  switch (rule.op) {
    case 'and':
      return holding.length === of.length ? { holds: true, causes } : failing;
    case 'or':
      return holding.length > 0 ? { holds: true, causes } : failing;
    case 'atLeast':
      return holding.length >= (rule.needed ?? Infinity) ? { holds: true, causes } : failing;
    case 'not':
      return holding.length === 0 ? { holds: true, causes: negated(rule.of, others) } : failing;
    default:
      return { holds: rule.op === 'true', causes: [] };
  }
}

const failing: Outcome = { holds: false, causes: [] };

/** The negation of OK holds by an alarm that fires. */
function negated(of: readonly Rule[], others: ReadonlyMap<string, Item>): string[] {
  return of.flatMap((it) =>
    !('op' in it) && it.state === 'OK' && stateOf(it.name, others) === 'ALARM'
      ? [it.name ?? '']
      : [],
  );
}

/** An alarm that the answer lacks has no known state. */
function stateOf(name: string | undefined, others: ReadonlyMap<string, Item>): string | undefined {
  const standing = name === undefined ? undefined : others.get(name)?.standing;
  switch (standing) {
    case 'firing':
      return 'ALARM';
    case 'insufficient':
      return 'INSUFFICIENT_DATA';
    case 'ok':
    case 'doubtful':
      return 'OK';
    default:
      return undefined;
  }
}
