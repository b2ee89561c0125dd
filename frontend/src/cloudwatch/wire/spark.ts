import { Fields } from '../../wire/fields';

/** Spark is the values of an alarm's last evaluation. */
export interface Spark {
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  /** In time order; null is a missing data point. */
  values: (number | null)[];
  threshold?: number | undefined;
  /** A band with as many points as values, in place of a threshold. */
  lower?: (number | null)[] | undefined;
  upper?: (number | null)[] | undefined;
}

/** parseSpark parses a spark. */
export function parseSpark(value: unknown): Spark {
  const fields = new Fields(value, 'spark');
  return {
    from: fields.time('from'),
    to: fields.time('to'),
    values: numbers(fields, 'values') ?? [],
    threshold: fields.optionalNumber('threshold'),
    lower: numbers(fields, 'lower'),
    upper: numbers(fields, 'upper'),
  };
}

function numbers(fields: Fields, name: string): (number | null)[] | undefined {
  if (fields.raw(name) === undefined) return undefined;
  return fields.list(name, (value) => {
    if (value !== null && typeof value !== 'number') throw fields.wrong(name, 'a list of numbers');
    return value;
  });
}
