import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { shortTime } from '../../ui/ago';
import type { Spark } from '../wire/spark';
import { compact, numeral } from './numerals';
import { draw, LARGE, SMALL, type Drawing, type Size } from './spark-geometry';
import styles from './sparkline.module.css';

/**
 * Sparkline draws the values of the last evaluation. Its large size writes the threshold on it, and
 * names the time of the evaluation, which may be long ago.
 */
export function Sparkline(props: { spark: Spark; small?: boolean }): ReactElement | null {
  const { spark, small = false } = props;
  const size = small ? SMALL : LARGE;
  const drawing = draw(spark, size);
  if (!drawing) return null;
  const picture = (
    <svg
      {...size}
      className={styles.picture}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={labelOf(spark)}
    >
      <Shapes drawing={drawing} width={size.width} />
      {!small && <Threshold spark={spark} size={size} y={drawing.threshold} />}
    </svg>
  );
  if (small) return picture;
  return (
    <span className={styles.spark}>
      {picture}
      <time className={styles.caption} dateTime={new Date(spark.to).toISOString()}>
        {text.macro.whenChanged(shortTime(spark.to))}
      </time>
    </span>
  );
}

function Shapes(props: { drawing: Drawing; width: number }): ReactElement {
  const { lines, dots, bands, threshold } = props.drawing;
  return (
    <>
      {bands.map((band) => (
        <path key={band} className={styles.band} d={band} />
      ))}
      {threshold !== undefined && (
        <line className={styles.threshold} x1="0" x2={props.width} y1={threshold} y2={threshold} />
      )}
      {lines.map((line) => (
        <path key={line} className={styles.line} d={line} />
      ))}
      {dots.map(({ x, y }) => (
        <circle key={x} className={styles.dot} cx={x} cy={y} r="2" />
      ))}
    </>
  );
}

/** The height of the written value and its distance from the line. */
const LETTERS = 12;

/** Threshold writes the value above the line, or below a line at the top. */
function Threshold(props: {
  spark: Spark;
  size: Size;
  y: number | undefined;
}): ReactElement | null {
  const { spark, size, y } = props;
  if (spark.threshold === undefined || y === undefined) return null;
  return (
    <text className={styles.value} x={size.width} y={y > LETTERS ? y - 3 : y + LETTERS - 2}>
      {compact(spark.threshold)}
    </text>
  );
}

function labelOf({ values, threshold, upper }: Spark): string {
  const words = text.macro.spark;
  const seen = values.filter((value) => value !== null);
  const missing = values.length - seen.length;
  return words.label(seen.map(numeral).join(', '), [
    ...(missing > 0 ? [words.missing(missing)] : []),
    ...(threshold === undefined ? [] : [words.threshold(numeral(threshold))]),
    ...(upper === undefined ? [] : [words.band]),
  ]);
}
