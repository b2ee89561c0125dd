import { expect, test } from 'vitest';
import type { SourceRecord } from '../wire/records';
import { begin, receive } from './model';
import { namesOf } from './names';

const asked = [
  { connection: 'c-1', region: 'eu-central-1' },
  { connection: 'c-1', region: 'us-east-1' },
  { connection: 'c-2', region: 'eu-central-1' },
  { connection: 'c-2', region: 'us-west-2' },
] as const;

const header: SourceRecord = {
  type: 'source',
  source: 0,
  name: 'Payments',
  region: 'eu-central-1',
  placeName: 'Europe (Frankfurt)',
  asOf: 0,
  count: 0,
  truncated: false,
};

test.each([
  ['of its own', 0, { connection: 'Payments', place: 'Europe (Frankfurt)' }],
  ['of its connection', 1, { connection: 'Payments', place: undefined }],
  ['of its Region', 2, { connection: undefined, place: 'Europe (Frankfurt)' }],
  ['of nobody', 3, { connection: undefined, place: undefined }],
])('a source has the names %s', (_, index, names) => {
  const view = receive(begin(asked), [header], [0, 1, 2, 3]);
  expect(namesOf(view, asked[index] ?? asked[0])).toEqual(names);
});

test('a failed source has the names in its error record', () => {
  const problem = { code: 'aws_throttled', message: 'Busy.' };
  const failure = {
    type: 'error',
    source: 3,
    name: 'Logistics',
    placeName: 'US West (Oregon)',
    error: problem,
  } as const;
  const view = receive(begin(asked), [failure], [0, 1, 2, 3]);
  expect(namesOf(view, asked[3])).toEqual({ connection: 'Logistics', place: 'US West (Oregon)' });
});

test('a source without a name has the one that the configuration keeps', () => {
  const view = receive(begin(asked), [header], [0, 1, 2, 3]);
  const kept = { 'c-1': 'Old name', 'c-2': 'Logistics' };
  expect(asked.map((source) => namesOf(view, source, kept).connection)).toEqual([
    'Payments',
    'Payments',
    'Logistics',
    'Logistics',
  ]);
  const odd = { connection: 'constructor', region: 'eu-central-1' };
  expect(namesOf(begin([odd]), odd, kept).connection).toBeUndefined();
});
