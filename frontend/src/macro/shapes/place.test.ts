import { expect, test } from 'vitest';
import { answerOf, end } from '../../../tests/records-fixture';
import { rowOf } from '../../../tests/row-fixture';
import type { Source } from '../../wire/macro-config';
import { begin, receive } from '../model';
import { rowsOf } from '../rows';
import { placer } from './place';

const names = { 'c-1': 'Payments', 'c-2': 'Logistics' };

test.each<[string, [keyof typeof names, string][], (string | undefined)[]]>([
  ['nothing of a single source', [['c-1', 'eu-west-1']], [undefined]],
  [
    'the Region',
    [
      ['c-1', 'eu-west-1'],
      ['c-1', 'us-east-1'],
    ],
    ['Region eu-west-1', 'Region us-east-1'],
  ],
  [
    'the connection',
    [
      ['c-1', 'eu-west-1'],
      ['c-2', 'eu-west-1'],
    ],
    ['Payments', 'Logistics'],
  ],
  [
    'both',
    [
      ['c-1', 'eu-west-1'],
      ['c-2', 'us-east-1'],
    ],
    ['Payments, Region eu-west-1', 'Logistics, Region us-east-1'],
  ],
])('rows name what differs: %s', (_, asked, places) => {
  const sources: Source[] = asked.map(([connection, region]) => ({ connection, region }));
  const answers = asked.flatMap(([connection, region], index) =>
    answerOf(index, [`a${index}`], { name: names[connection], placeName: `Region ${region}` }),
  );
  const scope = sources.map((__, index) => index);
  const view = receive(begin(sources), [...answers, end], scope);
  expect(rowsOf(view, new Map()).map(placer(view))).toEqual(places);
});

test.each([
  ['differ', ['Production', 'Sandbox'], ['Production', 'Sandbox']],
  ['are of some rows', ['Production', undefined], ['Production', undefined]],
  ['are the same', ['Production', 'Production'], [undefined, undefined]],
])('rows name their folders where these %s', (_, folders, places) => {
  const rows = folders.map((folder, n) => {
    const row = rowOf(`a${n}`);
    return { ...row, item: { ...row.item, folder } };
  });
  const view = rows.map(({ source, item }) => ({ ...source, items: [item] }));
  expect(rows.map(placer(view))).toEqual(places);
});
