import type { AlarmDetail } from '../cloudwatch/detail';

/** Detail is the part of an item that its provider's own components show. */
export type Detail = AlarmDetail;
