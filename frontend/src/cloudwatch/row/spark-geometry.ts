import type { Spark } from '../wire/spark';

/** Size is the size of a sparkline, in user units of its SVG. */
export interface Size {
  width: number;
  height: number;
}

/** SMALL fits into a line of a list. */
export const SMALL: Size = { width: 72, height: 20 };

/** LARGE has space for the value of the threshold. */
export const LARGE: Size = { width: 240, height: 48 };

/** Space for the stroke width. */
const MARGIN = 3;

/** Drawing is a sparkline as shapes. */
export interface Drawing {
  /** Lines between consecutive points; a missing point is a gap. */
  lines: string[];
  /** Isolated points, and the last one. */
  dots: { x: number; y: number }[];
  threshold?: number;
  /** Areas between the edges of a band. */
  bands: string[];
}

/** draw converts a spark to shapes, or null if it has no point. */
export function draw(spark: Spark, { width, height }: Size): Drawing | null {
  const { values, threshold, lower = [], upper = [] } = spark;
  const seen = [...values, ...lower, ...upper, threshold ?? null].filter((value) => isPoint(value));
  if (!values.some(isPoint)) return null;
  const [low, high] = [Math.min(...seen), Math.max(...seen)];
  // Twice the largest number is infinite, and half of the smallest one is 0.
  const scale = Number.isFinite(high - low) ? 1 : 2;
  const y = (value: number): number => {
    // A flat line runs through the middle.
    const share = high > low ? (value / scale - low / scale) / (high / scale - low / scale) : 0.5;
    return round(height - MARGIN - share * (height - 2 * MARGIN));
  };
  const step = values.length > 1 ? (width - 2 * MARGIN) / (values.length - 1) : 0;
  const at = (index: number): number =>
    round(values.length > 1 ? MARGIN + index * step : width / 2);
  const runs = runsOf(
    values.map((value, index) => (isPoint(value) ? { x: at(index), y: y(value) } : null)),
  );
  const last = runs.at(-1)?.at(-1);
  return {
    lines: runs.filter((run) => run.length > 1).map((run) => path(run)),
    dots: [
      ...runs.flatMap((run) => (run.length === 1 && run[0] !== last ? run : [])),
      ...(last ? [last] : []),
    ],
    bands: bandsOf({ lower, upper, at, y }),
    ...(threshold === undefined ? {} : { threshold: y(threshold) }),
  };
}

interface Point {
  x: number;
  y: number;
}

interface Edges {
  lower: readonly (number | null)[];
  upper: readonly (number | null)[];
  at: (index: number) => number;
  y: (value: number) => number;
}

function bandsOf({ lower, upper, at, y }: Edges): string[] {
  const pairs = upper.map((top, index) => {
    const bottom = lower[index] ?? null;
    return isPoint(top) && isPoint(bottom)
      ? { x: at(index), top: y(top), bottom: y(bottom) }
      : null;
  });
  return runsOf(pairs)
    .filter((run) => run.length > 1)
    .map((run) => {
      const there = run.map(({ x, top }) => ({ x, y: top }));
      const back = run.map(({ x, bottom }) => ({ x, y: bottom })).reverse();
      return `${path([...there, ...back])}Z`;
    });
}

/** runsOf splits a list at its gaps. */
function runsOf<T>(points: readonly (T | null)[]): T[][] {
  const runs: T[][] = [[]];
  for (const point of points) {
    if (point === null) runs.push([]);
    else runs.at(-1)?.push(point);
  }
  return runs.filter((run) => run.length > 0);
}

function path(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

function isPoint(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
