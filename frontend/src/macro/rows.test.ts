import { expect, test } from 'vitest';
import { toItem } from '../cloudwatch/item';
import { text } from '../text/en';
import { remarksOn } from './rows';

const day = 24 * 60 * 60 * 1000;
const header = {
  type: 'source',
  source: 0,
  name: '',
  region: '',
  count: 1,
  truncated: false,
} as const;
const asked = { connection: 'c-1', region: 'eu-central-1' };

test.each([
  ['ALARM', 0, true],
  ['INSUFFICIENT_DATA', 0, true],
  ['SNOOZED', 0, true],
  ['ALARM', day + 1, false],
  ['ALARM', undefined, false],
  ['OK', 0, false],
])('%s since %s is marked as chronic: %s', (state, since, chronic) => {
  const item = toItem({ name: 'a', kind: 'metric', state, since, warmingUp: true });
  const source = {
    asked,
    status: 'answered',
    header: { ...header, asOf: 31 * day },
    items: [item],
  } as const;
  expect(remarksOn({ item, source })).toEqual([
    text.badges.warmingUp,
    ...(chronic ? [text.badges.chronic] : []),
  ]);
});
