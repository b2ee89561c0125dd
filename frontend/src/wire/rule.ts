import { Fields } from './fields';

/** Leaf is one alarm that a composite looks at. */
export interface Leaf {
  /** The state it asks for. */
  state: string;
  /** Absent where the name is outside the connection's fence. */
  name?: string | undefined;
}

/** Branch joins what is under it: "and", "or", "not", "true" or "false". */
export interface Branch {
  op: string;
  of: Rule[];
}

/** Rule is what makes a composite alarm fire, as a tree. */
export type Rule = Leaf | Branch;

/** Deeper than any rule of 10,240 bytes that people write; deeper ones are not read. */
const MAX_DEPTH = 64;

/** parseRule reads a rule. */
export function parseRule(value: unknown): Rule {
  return parseAt(value, 0);
}

function parseAt(value: unknown, depth: number): Rule {
  const fields = new Fields(value, 'rule');
  if (depth > MAX_DEPTH) throw fields.wrong('of', 'shallow enough to be shown');
  const op = fields.optionalString('op');
  if (op === undefined) return { state: fields.string('state'), name: fields.optionalString('name') };
  const of = fields.raw('of') === undefined ? [] : fields.list('of', (child) => parseAt(child, depth + 1));
  return { op, of };
}
