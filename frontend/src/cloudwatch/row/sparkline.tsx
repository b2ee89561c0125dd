import type { ReactElement } from 'react';
import { text } from '../../text/en';
import { shortSpan } from '../../ui/ago';
import type { Spark } from '../wire/spark';
import { numeral } from './numerals';
import { draw, HEIGHT, WIDTH, type Drawing } from './spark-geometry';
import styles from './sparkline.module.css';

/**
 * Sparkline draws the values of the last evaluation and names their time span, which may be long
 * ago.
 */
export function Sparkline(props: { spark: Spark }): ReactElement | null {
  const drawing = draw(props.spark);
  if (!drawing) return null;
  const { from, to, values } = props.spark;
  const last = values.findLast((value) => value !== null);
  const span = text.macro.spark.caption(...shortSpan(from, to));
  return (
    <span className={styles.spark}>
      <svg
        width={WIDTH}
        height={HEIGHT}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={labelOf(props.spark)}
      >
        <Shapes drawing={drawing} />
      </svg>
      <span className={styles.caption}>
        {typeof last === 'number' && (
          <span className={styles.last}>{text.macro.spark.last(numeral(last))}, </span>
        )}
        <time dateTime={new Date(to).toISOString()}>{span}</time>
      </span>
    </span>
  );
}

function Shapes({ drawing }: { drawing: Drawing }): ReactElement {
  const { lines, dots, bands, threshold } = drawing;
  return (
    <>
      {bands.map((band) => (
        <path key={band} className={styles.band} d={band} />
      ))}
      {threshold !== undefined && (
        <line className={styles.threshold} x1="0" x2={WIDTH} y1={threshold} y2={threshold} />
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
