import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rule } from '../../tests/rules-fixture';
import { chatText } from '../macro/tools/chat';
import { asCsv, asMarkdown } from '../macro/tools/copied-text';
import type { Row } from '../macro/rows';
import { Fields } from '../wire/fields';
import { toItem } from './item';
import { REASONS, STATES } from './standing';
import { parseRule } from './wire/rule';

// The backend's test writes this table: the words of exports, for every state and every reason.
const table: unknown = JSON.parse(readFileSync('../testdata/wire/rule-words.json', 'utf8'));
const rows = new Fields({ table }, 'file').list('table', (row) => new Fields(row, 'row'));
const cases = rows.map((it) => ({
  text: it.string('text'),
  state: it.string('state'),
  blind: it.raw('blind') === undefined ? [] : it.strings('blind'),
}));

function rowOf(state: string, blind: readonly string[]): Row {
  const item = toItem(parseRule(rule('r', state, { blind })), 'example.grafana.net');
  const asked = { connection: 'c-1', alerts: {} };
  const source = { asked, status: 'answered' as const, items: [item] };
  return { key: 'r', item, source, names: {}, was: undefined };
}

test('the table has every state with every reason', () => {
  for (const state of STATES) {
    const of = cases.filter((it) => it.state === state).map(({ blind }) => blind.join());
    expect(of).toEqual(expect.arrayContaining(['', ...REASONS]));
  }
});

test.each(cases)('$state $blind is $text, on the page and in copies', ({ text, state, blind }) => {
  const row = rowOf(state, blind);
  const { state: word, badges } = row.item;
  const remarks = badges.map(({ label }) => label);
  const told = remarks.length === 0 ? word : `${word} (${remarks.join(', ')})`;
  expect(told).toBe(text);
  expect(asCsv([row]).replaceAll('"', '')).toContain(`\n${text},r,`);
  expect(asMarkdown([row], { headline: '' }).replaceAll('\\', '')).toContain(`| ${text} | r |`);
  const chat = chatText(row, { now: 0 });
  expect(chat.toLowerCase()).toContain(`\`r\` ${word.toLowerCase()}`);
  for (const remark of remarks) expect(chat).toContain(remark);
});
