import type { AlarmDetail } from '../cloudwatch/detail';
import type { RuleDetail } from '../grafana/detail';

/** Detail is the data of an item for the components of its provider. */
export type Detail = AlarmDetail | RuleDetail;
