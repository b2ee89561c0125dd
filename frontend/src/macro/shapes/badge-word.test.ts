import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { text } from '../../text/en';
import { ago } from '../../ui/ago';
import { Fields } from '../../wire/fields';
import { none } from '../tally';
import { badgeWord, type Counted } from './badge-word';

const table: unknown = JSON.parse(readFileSync('../testdata/wire/verdicts.json', 'utf8'));
const cases = new Fields({ table }, 'file').list('table', (row) => new Fields(row, 'case'));
const reasons = [...new Set(cases.map((it) => it.string('reason')))];
const numbers = [0, 1, 2, 12, 99, 340, 999, 1000, 38_374, 1_000_000];

const counted = (reason: string, counts: Partial<Counted['counts']> = {}): Counted => ({
  reason,
  lacking: [],
  counts: { ...none, ...counts },
});

test.each([
  ['firing', { firing: 4, ok: 1 }, false, '4 in alarm'],
  ['firing', { firing: 340 }, false, '340 in alarm'],
  ['firing', { firing: 1000 }, false, '999+ in alarm'],
  ['firing', { firing: 4 }, true, '≥ 4 in alarm'],
  ['firing', { firing: 999 }, true, '≥ 999 in alarm'],
  ['firing', { firing: 1000 }, true, '999+ in alarm'],
  ['pending', { pending: 2, insufficient: 1 }, false, '2 pending'],
  ['pending', { pending: 1000 }, false, '999+ pending'],
  ['blind', { insufficient: 2, ok: 9 }, false, '2 no data'],
  ['blind', { insufficient: 2, doubtful: 1 }, false, '3 unclear'],
  ['blind', { unevaluated: 2 }, false, '2 unclear'],
  ['blind', { insufficient: 2, unevaluated: 1 }, false, '3 unclear'],
  ['blind', { doubtful: 1 }, false, '1 unclear'],
  ['all-ok', { ok: 12 }, false, 'OK'],
  ['asking', {}, false, 'Asking…'],
  ['no-alarms', {}, false, 'No alarms'],
  ['none-match', {}, false, 'No match'],
  ['none-firing', {}, false, 'None in alarm'],
  ['some-missing', { ok: 1 }, false, 'Some missing'],
  ['no-answer', {}, false, 'Unknown'],
  ['not-permitted', {}, false, 'Unknown'],
  ['truncated', { ok: 100 }, false, 'Unknown'],
  ['unknown-state', { unknown: 1 }, false, 'Unknown'],
  ['a reason of tomorrow', { ok: 3 }, false, 'Unknown'],
  ['toString', { ok: 3 }, false, 'Unknown'],
])('%s with %j, gap %s: %s', (reason, counts, gap, word) => {
  expect(badgeWord(counted(reason, counts), gap)).toBe(word);
});

describe('a badge has at most 14 characters', () => {
  test.each([...reasons, 'a reason of tomorrow'])('%s', (reason) => {
    for (const firing of numbers) {
      for (const other of numbers) {
        const it = counted(reason, {
          firing,
          pending: other,
          insufficient: other,
          unevaluated: firing,
          doubtful: firing,
          ok: other,
        });
        for (const gap of [true, false]) expect(badgeWord(it, gap).length).toBeLessThanOrEqual(14);
      }
    }
  });

  test('words that are not about numbers', () => {
    const { okOnce, ...words } = text.macro.badge.words;
    // The largest age is that of a time near 1970.
    const ages = [301, 3599, 47 * 3600, 20_000 * 86_400].map((s) => okOnce(ago(0, s * 1000)));
    for (const word of [...Object.values(words).filter((it) => typeof it === 'string'), ...ages])
      expect(word.length, word).toBeLessThanOrEqual(14);
  });

  test('the table has every reason that a badge words by itself', () => {
    expect(reasons.length).toBeGreaterThanOrEqual(12);
  });
});
