import type { Rule } from './wire/rule';
import type { Spark } from './wire/spark';

/** AlarmDetail is the data for the sparkline and the rule tree of an alarm. */
export interface AlarmDetail {
  provider: 'cloudwatch';
  spark?: Spark | undefined;
  rule?: Rule | undefined;
  /** The children that decided the state of a composite. */
  trips?: readonly string[] | undefined;
}
