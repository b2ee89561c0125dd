import type { Item } from '../../macro/item';
import type { Rule } from '../wire/rule';
import { alarmDetail } from './alarm-detail';

/** Child is one alarm in a composite's rule. */
export interface Child {
  /** Absent for an alarm outside the connection's fence. */
  name?: string | undefined;
  /** The state that the rule tests for. */
  wants: string;
  /** The item of the alarm, if the answer has it. */
  item?: Item | undefined;
  /** Whether it decided the state of the composite. */
  tripped: boolean;
  /** The rule of a composite child; null for a cycle. */
  under?: Node | null | undefined;
}

/** Node is a rule prepared for display. */
export type Node = { op: string; needed?: number | undefined; of: Node[] } | { child: Child };

/** treeOf prepares a composite's rule for display; null without a readable rule. */
export function treeOf(item: Item, others: ReadonlyMap<string, Item>): Node | null {
  const { rule } = alarmDetail(item);
  return rule ? layOut(rule, item, { others, above: [item.name] }) : null;
}

interface Place {
  others: ReadonlyMap<string, Item>;
  /** The ancestors of this composite. AWS allows no cycle, but an answer may contain one. */
  above: readonly string[];
}

function layOut(rule: Rule, owner: Item, place: Place): Node {
  if ('op' in rule)
    return { op: rule.op, needed: rule.needed, of: rule.of.map((it) => layOut(it, owner, place)) };
  const { name, state: wants } = rule;
  if (name === undefined) return { child: { wants, tripped: false } };
  const item = place.others.get(name);
  const tripped = owner.standing === 'firing' && alarmDetail(owner).trips?.includes(name) === true;
  return { child: { name, wants, item, tripped, under: under(item, place) } };
}

function under(item: Item | undefined, place: Place): Node | null | undefined {
  if (!item) return undefined;
  const { rule } = alarmDetail(item);
  if (rule === undefined) return undefined;
  if (place.above.includes(item.name)) return null;
  return layOut(rule, item, { ...place, above: [...place.above, item.name] });
}

/** childrenOf counts the alarms directly in a rule. */
export function childrenOf(node: Node): number {
  return 'child' in node ? 1 : node.of.reduce((sum, it) => sum + childrenOf(it), 0);
}
