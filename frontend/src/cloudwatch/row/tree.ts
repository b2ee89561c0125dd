import type { Item } from '../../macro/item';
import type { Rule } from '../wire/rule';

/** Child is one alarm of a composite's rule. */
export interface Child {
  /** Absent where it is outside the connection's fence. */
  name?: string | undefined;
  /** The state that the rule asks for. */
  wants: string;
  /** The item of the alarm, where the answer holds it. */
  item?: Item | undefined;
  /** It decided the state of the composite. */
  tripped: boolean;
  /** Its own rule, where it is a composite; null where that stands further up already. */
  under?: Node | null | undefined;
}

/** Node is a rule laid out to be shown. */
export type Node = { op: string; needed?: number | undefined; of: Node[] } | { child: Child };

/** treeOf lays out a composite's rule; null where it has none that can be read. */
export function treeOf(item: Item, others: ReadonlyMap<string, Item>): Node | null {
  const { rule } = item.detail;
  return rule ? layOut(rule, item, { others, above: [item.name] }) : null;
}

interface Place {
  others: ReadonlyMap<string, Item>;
  /** The composites this one stands under. AWS allows no circles; an answer may hold anything. */
  above: readonly string[];
}

function layOut(rule: Rule, owner: Item, place: Place): Node {
  if ('op' in rule)
    return { op: rule.op, needed: rule.needed, of: rule.of.map((it) => layOut(it, owner, place)) };
  const { name, state: wants } = rule;
  if (name === undefined) return { child: { wants, tripped: false } };
  const item = place.others.get(name);
  const tripped = owner.standing === 'firing' && owner.detail.trips?.includes(name) === true;
  return { child: { name, wants, item, tripped, under: under(item, place) } };
}

function under(item: Item | undefined, place: Place): Node | null | undefined {
  if (item?.detail.rule === undefined) return undefined;
  if (place.above.includes(item.name)) return null;
  return layOut(item.detail.rule, item, { ...place, above: [...place.above, item.name] });
}

/** childrenOf counts the alarms directly in a rule. */
export function childrenOf(node: Node): number {
  return 'child' in node ? 1 : node.of.reduce((sum, it) => sum + childrenOf(it), 0);
}
