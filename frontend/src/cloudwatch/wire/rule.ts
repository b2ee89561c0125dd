import { Fields } from '../../wire/fields';

/** Leaf is one alarm in a composite's rule. */
export interface Leaf {
  /** The state that the rule tests for. */
  state: string;
  /** Absent for an alarm outside the connection's fence, or in another account or Region. */
  name?: string | undefined;
}

/** Branch combines its operands: "and", "or", "not", "atLeast", "true" or "false". */
export interface Branch {
  op: string;
  /** The minimum number of true operands of "atLeast". */
  needed?: number | undefined;
  of: Rule[];
}

/** Rule is the condition of a composite alarm, as a tree. */
export type Rule = Leaf | Branch;

/** The limit of the backend is 48. */
const MAX_DEPTH = 64;

/** parseRule parses a rule. */
export function parseRule(value: unknown): Rule {
  return parseAt(value, 0);
}

function parseAt(value: unknown, depth: number): Rule {
  const fields = new Fields(value, 'rule');
  if (depth > MAX_DEPTH) throw fields.wrong('of', 'shallow enough to be shown');
  const op = fields.optionalString('op');
  if (op === undefined)
    return { state: fields.string('state'), name: fields.optionalString('name') };
  const of =
    fields.raw('of') === undefined ? [] : fields.list('of', (child) => parseAt(child, depth + 1));
  return { op, needed: fields.optionalNumber('needed'), of };
}
