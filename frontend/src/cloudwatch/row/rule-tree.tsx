import { useMemo, type ReactElement } from 'react';
import { text } from '../../text/en';
import { Badge, Lozenge } from '../../ui/lozenge';
import type { Item } from '../../macro/item';
import { looks } from '../../macro/looks';
import { stateWord } from '../state-word';
import styles from './rule-tree.module.css';
import { childrenOf, treeOf, type Child, type Node } from './tree';

/**
 * RuleTree shows the alarms in a composite's rule with their states. It is open if the composite
 * fires.
 */
export function RuleTree(props: { item: Item; others: readonly Item[] }): ReactElement | null {
  const { item, others } = props;
  const node = useMemo(
    () => treeOf(item, new Map(others.map((it) => [it.name, it]))),
    [item, others],
  );
  if (!node) return null;
  const words = text.macro.tree;
  return (
    <details className={styles.tree} open={item.standing === 'firing'}>
      <summary>
        {words.title(childrenOf(node))}
        <span className="visually-hidden">. {words.label(item.name)}</span>
      </summary>
      <ul className={styles.list}>
        <Branch node={node} />
      </ul>
    </details>
  );
}

function Branch({ node }: { node: Node }): ReactElement {
  if ('child' in node) return <ChildItem child={node.child} />;
  return (
    <li>
      <span className={styles.op}>{opWord(node.op, node.needed)}</span>
      {node.of.length > 0 && (
        <ul className={styles.list}>
          {node.of.map((it, index) => (
            <Branch key={index} node={it} />
          ))}
        </ul>
      )}
    </li>
  );
}

function ChildItem({ child }: { child: Child }): ReactElement {
  const { name, wants, item, tripped, under } = child;
  const words = text.macro.tree;
  return (
    <li>
      <span className={tripped ? `${styles.child} ${styles.tripped}` : styles.child}>
        {item && <Lozenge {...looks[item.standing]} word={item.state} />}
        {name === undefined ? (
          <span className={styles.quiet}>{words.outside}</span>
        ) : (
          <bdi>{name}</bdi>
        )}
        {name !== undefined && !item && <span className={styles.quiet}>{words.absent}</span>}
        {tripped && <Badge label={words.tripped} why={words.trippedWhy} />}
        {/* Nearly every rule tests for ALARM: only other states need a word. */}
        {wants !== 'ALARM' && <span className={styles.quiet}>{words.wants(stateWord(wants))}</span>}
        {under === null && <span className={styles.quiet}>{words.round}</span>}
      </span>
      {under && (
        <ul className={styles.list}>
          <Branch node={under} />
        </ul>
      )}
    </li>
  );
}

function opWord(op: string, needed = 0): string {
  const { ops, atLeast } = text.macro.tree;
  if (op === 'atLeast') return atLeast(needed);
  return op === 'and' || op === 'or' || op === 'not' || op === 'true' || op === 'false'
    ? ops[op]
    : op;
}
