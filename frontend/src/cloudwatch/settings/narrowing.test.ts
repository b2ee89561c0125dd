import { expect, test } from 'vitest';
import { settings } from '../../../tests/settings-fixtures';
import { fieldsOf } from './draft';
import { narrows } from './narrowing';

const [connection] = settings.connections;
if (connection?.kind !== 'aws-role') throw new Error('fixture');
const both = ['eu-central-1', 'us-east-1'];

interface Row {
  before: string[];
  after: string;
  regions: string[];
  narrower: boolean;
}

test.each<[string, Row]>([
  ['nothing', { before: ['a-'], after: 'a-', regions: both, narrower: false }],
  ['a Region less', { before: ['a-'], after: 'a-', regions: ['us-east-1'], narrower: true }],
  [
    'the same Regions in another order',
    { before: ['a-'], after: 'a-', regions: ['us-east-1', 'eu-central-1'], narrower: false },
  ],
  ['a first fence', { before: [], after: 'a-', regions: both, narrower: true }],
  ['no fence any more', { before: ['a-'], after: '', regions: both, narrower: false }],
  ['one prefix more', { before: ['a-'], after: 'a-, b-', regions: both, narrower: false }],
  ['one prefix less', { before: ['a-', 'b-'], after: 'a-', regions: both, narrower: true }],
  ['a longer prefix', { before: ['a-'], after: 'a-b', regions: both, narrower: true }],
  ['a shorter prefix', { before: ['a-b'], after: 'a-', regions: both, narrower: false }],
])('%s', (_, { before, after, regions, narrower }) => {
  const saved = { ...connection, namePrefixes: before };
  const draft = { ...saved, ...fieldsOf(saved), namePrefixes: after, regions };
  expect(narrows(draft, { ...connection, namePrefixes: before })).toBe(narrower);
});
