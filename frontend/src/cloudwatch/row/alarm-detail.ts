import type { Item } from '../../macro/item';
import type { AlarmDetail } from '../detail';

/** alarmDetail returns the data of an alarm; it is empty for an item of another provider. */
export function alarmDetail({ detail }: Item): Partial<AlarmDetail> {
  return detail.provider === 'cloudwatch' ? detail : {};
}
