import type { Alarm } from '../wire/alarm';
import type { Rule } from '../wire/rule';

/** Child is one alarm of a composite's rule. */
export interface Child {
  /** Absent where it is outside the connection's fence. */
  name?: string | undefined;
  /** The state that the rule asks for. */
  wants: string;
  /** The alarm itself, where the answer holds it. */
  alarm?: Alarm | undefined;
  /** It decided the state of the composite. */
  tripped: boolean;
  /** Its own rule, where it is a composite; null where that stands further up already. */
  under?: Node | null | undefined;
}

/** Node is a rule laid out to be shown. */
export type Node = { op: string; needed?: number | undefined; of: Node[] } | { child: Child };

/** treeOf lays out a composite's rule; null where it has none that can be read. */
export function treeOf(alarm: Alarm, others: ReadonlyMap<string, Alarm>): Node | null {
  return alarm.rule ? layOut(alarm.rule, alarm, { others, above: [alarm.name] }) : null;
}

interface Place {
  others: ReadonlyMap<string, Alarm>;
  /** The composites this one stands under. AWS allows no circles; an answer may hold anything. */
  above: readonly string[];
}

function layOut(rule: Rule, owner: Alarm, place: Place): Node {
  if ('op' in rule)
    return { op: rule.op, needed: rule.needed, of: rule.of.map((it) => layOut(it, owner, place)) };
  const { name, state: wants } = rule;
  if (name === undefined) return { child: { wants, tripped: false } };
  const alarm = place.others.get(name);
  const tripped = owner.state === 'ALARM' && owner.trips?.includes(name) === true;
  return { child: { name, wants, alarm, tripped, under: under(alarm, place) } };
}

function under(alarm: Alarm | undefined, place: Place): Node | null | undefined {
  if (alarm?.rule === undefined) return undefined;
  if (place.above.includes(alarm.name)) return null;
  return layOut(alarm.rule, alarm, { ...place, above: [...place.above, alarm.name] });
}

/** childrenOf counts the alarms directly in a rule. */
export function childrenOf(node: Node): number {
  return 'child' in node ? 1 : node.of.reduce((sum, it) => sum + childrenOf(it), 0);
}
