import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Fields } from '../../wire/fields';
import { looks, lookOf, type Look } from '../looks';
import { none, type Tally } from '../tally';
import type { Verdict, VerdictReason } from '../verdict';
import { headline, hidesGap, verdictWord } from './headline';

const asOf = new Date(2026, 10, 21, 11, 3).getTime();
const verdicts: Partial<Record<VerdictReason, Verdict['verdict']>> = {
  firing: 'firing',
  pending: 'pending',
  blind: 'blind',
  'all-ok': 'ok',
};

/** of returns the tally of a reason and some counts. */
function of(
  reason: VerdictReason,
  counts: Partial<Tally['counts']> = {},
  more: Partial<Tally> = {},
): Tally {
  const all = { ...none, ...counts };
  return {
    verdict: verdicts[reason] ?? 'unknown',
    reason,
    counts: all,
    fired: 0,
    total: Object.values(all).reduce((sum, n) => sum + n, 0),
    silent: 0,
    absent: [],
    lacking: [],
    incomplete: false,
    atLeast: false,
    firstProblem: undefined,
    asOf: undefined,
    ...more,
  };
}

type Case = [Tally, string, string | RegExp, Look['tone']];
const cases: Record<VerdictReason, Case[]> = {
  firing: [
    [of('firing', { firing: 12 }), 'Firing', '12 in alarm', 'danger'],
    [of('firing', { firing: 4 }, { atLeast: true }), 'Firing', 'At least 4 in alarm', 'danger'],
    [
      of('firing', { firing: 1, unknown: 12 }, { fired: 12, atLeast: true }),
      'Firing',
      'At least 1 in alarm',
      'danger',
    ],
  ],
  pending: [
    [
      of('pending', { pending: 2, ok: 3 }),
      'Pending',
      'None in alarm, but 2 pending',
      'information',
    ],
    [
      of('pending', { pending: 1, insufficient: 3 }),
      'Pending',
      'None in alarm, but 1 pending',
      'information',
    ],
  ],
  blind: [
    [
      of('blind', { insufficient: 3, ok: 2 }),
      'No data',
      'None in alarm, but 3 without data',
      'caution',
    ],
    [of('blind', { doubtful: 1 }), 'Caveat', 'None in alarm, but 1 with a caveat', 'caution'],
    [
      of('blind', { insufficient: 3, doubtful: 5 }),
      'No data',
      'None in alarm, but 3 without data and 5 with a caveat',
      'caution',
    ],
  ],
  'all-ok': [
    [of('all-ok', { ok: 1 }), 'OK', 'The only alarm is OK', 'success'],
    [of('all-ok', { ok: 2 }), 'OK', 'Both alarms are OK', 'success'],
    [of('all-ok', { ok: 42 }), 'OK', 'All 42 alarms are OK', 'success'],
  ],
  asking: [[of('asking'), 'Unknown', 'Asking…', 'neutral']],
  stale: [
    [
      of('stale', { unknown: 12 }, { fired: 12, asOf }),
      'Unknown',
      /^12 in alarm as of .*11:03.*, refresh failed$/,
      'caution',
    ],
    [
      of('stale', { doubtful: 2 }, { asOf }),
      'Unknown',
      /^None in alarm as of .*11:03.*, refresh failed$/,
      'caution',
    ],
  ],
  'no-answer': [
    [of('no-answer'), 'Unknown', 'Alarm states not known', 'caution'],
    [of('no-answer', { ok: 1 }), 'Unknown', 'Not everything was answered', 'caution'],
  ],
  'not-permitted': [
    [of('not-permitted'), 'Unknown', 'Pagewatch is not permitted to read these alarms', 'caution'],
    [
      of('not-permitted', { ok: 1 }),
      'Unknown',
      'Pagewatch was not permitted to read everything',
      'caution',
    ],
  ],
  truncated: [
    [
      of('truncated', {}, { atLeast: true }),
      'Unknown',
      'Nothing so far, and there are more',
      'caution',
    ],
    [
      of('truncated', { ok: 100 }, { atLeast: true }),
      'Unknown',
      'None of the first 100 is in alarm; there are more',
      'caution',
    ],
    [
      of('truncated', { ok: 100 }),
      'Unknown',
      'None in alarm, but only the first 100 have arrived',
      'caution',
    ],
  ],
  'unknown-state': [
    [
      of('unknown-state', { unknown: 1 }),
      'Unknown',
      'An alarm is in a state this page does not know',
      'caution',
    ],
  ],
  'none-firing': [
    [of('none-firing'), 'Unknown', 'None in alarm; whether alarms exist was not asked', 'neutral'],
  ],
  'none-match': [
    [of('none-match'), 'Empty', 'No alarm matches', 'neutral'],
    [
      of('none-match', { ok: 3 }, { lacking: ['A', 'B'] }),
      'Unknown',
      'No alert rule of A and B matches',
      'caution',
    ],
  ],
  'no-alarms': [
    [of('no-alarms'), 'Empty', 'No alarms', 'neutral'],
    [of('no-alarms', { ok: 3 }, { lacking: ['A'] }), 'Unknown', 'No alert rules in A', 'caution'],
  ],
  'some-missing': [
    [
      of('some-missing', { ok: 1 }),
      'Unknown',
      'Not every alarm that was asked for exists',
      'caution',
    ],
  ],
};

test.each(Object.entries(cases))('the words of %s are right', (_, all) => {
  expect(all).not.toHaveLength(0);
  for (const [tally, word, words, tone] of all) {
    expect(verdictWord(tally)).toBe(word);
    if (typeof words === 'string') expect(headline(tally)).toBe(words);
    else expect(headline(tally)).toMatch(words);
    expect(lookOf(tally).tone).toBe(tone);
  }
});

test('only a firing verdict hides a gap, and only the verdict "ok" is green', () => {
  expect(hidesGap(of('firing', {}, { incomplete: true }))).toBe(true);
  expect(hidesGap(of('firing'))).toBe(false);
  expect(hidesGap(of('truncated', {}, { incomplete: true }))).toBe(false);
  expect(lookOf(of('all-ok'))).toEqual(looks.ok);
});

// The backend's test writes this table: the words of exports.
const table: unknown = JSON.parse(readFileSync('../testdata/wire/blind-words.json', 'utf8'));
const mixtures = new Fields({ table }, 'file').list('table', (row) => new Fields(row, 'row'));

test.each(mixtures.map((row) => [row.string('text'), row] as const))('blind: %s', (words, row) => {
  const counts = new Fields(row.raw('counts'), 'counts');
  const [insufficient = 0, unevaluated = 0, doubtful = 0] = [
    'insufficient',
    'unevaluated',
    'doubtful',
  ].map((standing) => counts.optionalNumber(standing));
  const tally = of('blind', { insufficient, unevaluated, doubtful });
  expect(headline(tally)).toBe(`None in alarm, but ${words}`);
  expect(verdictWord(tally)).toBe(row.string('word'));
  expect(lookOf(tally).tone).toBe('caution');
});

test('the table has every mixture', () => {
  expect(mixtures).toHaveLength(7);
});
