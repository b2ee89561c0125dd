import { expect, test } from 'vitest';
import { answerOf, end, failed, type Given } from '../../tests/records-fixture';
import { again, begin, finish, receive } from '../macro/model';
import type { View } from '../macro/view';
import { text } from '../text/en';
import type { Query } from '../wire/query';
import type { ViewRecord } from '../wire/records';
import { countWords } from './count-words';

const sources = [
  { connection: 'c-1', region: 'eu-central-1' },
  { connection: 'c-1', region: 'us-east-1' },
];
const firing = (n: number): Given[] =>
  Array.from({ length: n }, (_, index) => ({ name: `f${index}`, state: 'ALARM' }));
const fine = (n: number): Given[] => Array.from({ length: n }, (_, index) => `ok${index}`);
const cut = { truncated: true };

/** answer is the view of as many sources as the records have, at the end of the answer. */
function answer(count: number, ...records: ViewRecord[][]): View {
  const view = begin(sources.slice(0, count));
  return finish(receive(view, [...records.flat(), end], [...view.keys()]));
}
/** all marks the request for all firing items of a view as answered. */
const all = (view: View): View => view.map((it) => ({ ...it, firing: 'whole' }));
const one = (given: Given[], more: object = {}): View => answer(1, answerOf(0, given, more));
const failure = [failed(0, 'aws_unavailable')];

test.each<[string, View, string, Query?]>([
  ['all that a source has', one([...firing(12), ...fine(30)]), '42 alarms, 12 firing'],
  ['a single alarm', one(fine(1)), '1 alarm, none firing'],
  ['no alarm', one([]), 'No alarms'],
  ['no match', one([]), 'No alarm matches', { namePrefix: 'zzz' }],
  [
    'a name that is gone',
    one([]),
    'Not every alarm that was asked for exists',
    { names: ['gone'] },
  ],
  ['a filter', one([...firing(1), ...fine(4)]), '5 alarms match, 1 firing', { namePrefix: 'a' }],
  ['a filter with one match', one(firing(1)), '1 alarm matches, 1 firing', { names: ['f0'] }],
  ['firing alarms alone', one(firing(2)), '2 firing', { firingOnly: true }],
  ['no firing alarm', one([]), 'None firing', { firingOnly: true }],
  [
    'an answer that is cut',
    one([...firing(4), ...fine(96)], cut),
    'At least 100 alarms, at least 4 firing',
  ],
  [
    'one with all that fires',
    all(one([...firing(12), ...fine(96)], cut)),
    'At least 108 alarms, 12 firing',
  ],
  ['one with nothing that fires', one(fine(100), cut), 'At least 100 alarms, none firing so far'],
  ['a broken answer', one(fine(2), { count: 3 }), 'At least 2 alarms, none firing so far'],
  ['a failure', answer(1, failure), 'aws_unavailable.'],
  ['no answer', finish(begin(sources)), text.macro.unanswered],
  ['no answer yet', begin(sources), text.macro.asking],
  ['two sources', answer(2, answerOf(0, fine(2)), answerOf(1, firing(1))), '3 alarms, 1 firing'],
  [
    'a failure and an answer',
    answer(2, failure, answerOf(1, firing(1))),
    'At least 1 alarm, at least 1 firing',
  ],
  ['a failure and an empty answer', answer(2, failure, answerOf(1, [])), 'aws_unavailable.'],
  [
    'an earlier answer and a failure',
    finish(receive(again(one(firing(3)), [0]), [...failure, end], [0])),
    'aws_unavailable.',
  ],
])('counts %s', (_, view, words, query = {}) => {
  expect(countWords(view, query)).toBe(words);
});
