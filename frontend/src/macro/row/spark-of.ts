import type { Alarm } from '../../wire/alarm';
import type { Spark } from '../../wire/spark';

/** What these watch is computed: AWS does not say what the points of their last evaluation stand for. */
const computed: readonly (string | undefined)[] = ['math', 'promql'];

/**
 * sparkOf is what is drawn of an alarm's last evaluation. Nothing is for composites, logs, metric math and PromQL, even
 * where the backend sends points: a line beside a threshold that it was never held against would mislead.
 */
export function sparkOf({ kind, source, spark }: Alarm): Spark | undefined {
  return kind === 'metric' && !computed.includes(source) ? spark : undefined;
}
