import { expect, test } from 'vitest';
import { answerOf, end } from '../../tests/records-fixture';
import { rule, rulesOf } from '../../tests/rules-fixture';
import { countWords } from '../config/count-words';
import { withItems } from '../grafana/items';
import { parseRecord } from '../wire/records';
import type { Source } from '../wire/macro-config';
import { headline } from './bar/headline';
import { begin, receive } from './model';
import { tally } from './tally';
import type { View } from './view';

const aws: Source = { connection: 'c-1', region: 'eu-central-1' };
const stack: Source = { connection: 'c-2', alerts: {} };
const folder: Source = { connection: 'c-2', alerts: { folders: ['prod'] } };

/** answered is a view of sources; each answers with alarms or rules, as many as given. */
function answered(...sources: [Source, number, object?][]): View {
  const records = sources.flatMap(([{ alerts }, count, more = {}], index) => {
    const names = Array.from({ length: count }, (_, n) => `n${n}`);
    if (!alerts) return answerOf(index, names);
    return withItems(
      rulesOf(
        names.map((name) => rule(name)),
        { name: 'Grafana', ...more },
        index,
      ).flatMap((it) => parseRecord(it) ?? []),
    );
  });
  const asked = sources.map(([source]) => source);
  return receive(begin(asked), [...records, end], [...asked.keys()]);
}

const narrowed = { narrowed: true };

test.each<[string, View, string, string]>([
  ['rules are lacking', answered([aws, 2], [stack, 0]), 'no-alarms', 'No alert rules in Grafana'],
  [
    'no rule matches',
    answered([aws, 2], [stack, 0, narrowed]),
    'none-match',
    'No alert rule of Grafana matches',
  ],
  [
    'no rule of one of two questions matches',
    answered([stack, 1], [folder, 0, narrowed]),
    'none-match',
    'No alert rule of Grafana (one folder) matches',
  ],
  [
    'the name of the stack runs from right to left',
    answered([aws, 2], [stack, 0, { name: 'مرحبا' }]),
    'no-alarms',
    'No alert rules in \u2068مرحبا\u2069',
  ],
  ['no source has any', answered([aws, 0], [stack, 0]), 'no-alarms', 'No alarms'],
  ['a Region has no alarms', answered([aws, 0], [stack, 2]), 'all-ok', 'Both alarms are OK'],
])('%s', (_, view, reason, words) => {
  const judged = tally(view, {});
  expect([judged.reason, headline(judged)]).toEqual([reason, words]);
});

test('the settings count what came, and name what is lacking', () => {
  expect(countWords(answered([aws, 2], [stack, 0]), {})).toBe(
    '2 alarms, none firing; No alert rules in Grafana',
  );
});
