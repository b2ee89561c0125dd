import { text } from '../../text/en';
import type { Watched } from '../wire/alarm';
import type { Spark } from '../wire/spark';

/** Reading is a data point beside the limits of its alarm. */
export interface Reading {
  breaching: boolean;
  /** The value, then the limits. */
  numbers: readonly number[];
  /** say puts the written numbers into words. */
  say: (...written: string[]) => string;
}

interface Sign {
  breaks: (value: number, limit: number) => boolean;
  sign: string;
  otherwise: string;
}

const over: Sign = { breaks: (value, limit) => value > limit, sign: '>', otherwise: '≤' };
const under: Sign = { breaks: (value, limit) => value < limit, sign: '<', otherwise: '≥' };

/** The comparisons with one limit: the threshold, or one edge of a band. */
const signs = new Map<string, Sign>([
  ['>', over],
  ['above', over],
  ['>=', { breaks: (value, limit) => value >= limit, sign: '≥', otherwise: '<' }],
  ['<', under],
  ['below', under],
  ['<=', { breaks: (value, limit) => value <= limit, sign: '≤', otherwise: '>' }],
]);

/**
 * readingsOf compares the values of a spark with the limits of their time, in time order. It leaves
 * out missing values; a value without a known limit is undefined.
 */
export function readingsOf(
  spark: Spark,
  { comparison = '', threshold }: Watched,
): (Reading | undefined)[] {
  const { values, lower = [], upper = [] } = spark;
  const sign = signs.get(comparison);
  return values.flatMap((value, index) => {
    if (value === null) return [];
    const edges = [lower[index] ?? undefined, upper[index] ?? undefined] as const;
    if (comparison === 'outside') return [inBand(value, ...edges)];
    const limits = { below: edges[0], above: edges[1] };
    const limit =
      comparison === 'below' || comparison === 'above'
        ? limits[comparison]
        : (spark.threshold ?? threshold);
    return [sign && limit !== undefined ? against(sign, value, limit) : undefined];
  });
}

function against({ breaks, sign, otherwise }: Sign, value: number, limit: number): Reading {
  const breaching = breaks(value, limit);
  return {
    breaching,
    numbers: [value, limit],
    say: (it, at) => `${it} ${breaching ? sign : otherwise} ${at}`,
  };
}

function inBand(value: number, lower?: number, upper?: number): Reading | undefined {
  if (lower === undefined || upper === undefined) return undefined;
  const breaching = value < lower || value > upper;
  const { outside, within } = text.macro.evidence;
  return {
    breaching,
    numbers: [value, lower, upper],
    say: breaching ? outside : within,
  };
}
