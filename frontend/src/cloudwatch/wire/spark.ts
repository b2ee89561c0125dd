import { Fields } from '../../wire/fields';

/** Spark is what the last evaluation of an alarm saw. */
export interface Spark {
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  /** In the order of time; null is a data point that was missing. */
  values: (number | null)[];
  threshold?: number | undefined;
  /** A band, as many as values, in place of a threshold. */
  lower?: (number | null)[] | undefined;
  upper?: (number | null)[] | undefined;
}

/** parseSpark reads a spark. */
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
