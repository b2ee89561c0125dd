import { toItem } from '../src/cloudwatch/item';
import type { Alarm } from '../src/cloudwatch/wire/alarm';
import type { Row } from '../src/macro/rows';

/** rowOf returns a row of a source with a single alarm, by default an OK one in Frankfurt. */
export function rowOf(name: string, more: Partial<Alarm> = {}, region = 'eu-central-1'): Row {
  const arn = `arn:aws:cloudwatch:r:111122223333:alarm:${name}`;
  const item = toItem({ name, kind: 'metric', state: 'OK', arn, ...more });
  return {
    key: `${region} ${name}`,
    item,
    source: { asked: { connection: 'c-1', region }, status: 'answered', items: [item] },
    names: {},
    was: undefined,
  };
}
