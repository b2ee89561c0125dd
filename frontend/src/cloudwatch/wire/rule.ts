import { Fields } from '../../wire/fields';

/** Leaf is one alarm that a composite looks at. */
export interface Leaf {
  /** The state it asks for. */
  state: string;
  /** Absent where it is outside the connection's fence, or in another account or Region. */
  name?: string | undefined;
}

/** Branch joins what is under it: "and", "or", "not", "atLeast", "true" or "false". */
export interface Branch {
  op: string;
  /** How many of "atLeast" must hold. */
  needed?: number | undefined;
  of: Rule[];
}

/** Rule is what makes a composite alarm fire, as a tree. */
export type Rule = Leaf | Branch;

/** The backend sends none that is more than 48 deep. */
const MAX_DEPTH = 64;

/** parseRule reads a rule. */
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
