// Whatever arrives from outside: the properties that hold for every input, tried with generated
// ones (fast-check). A failure prints its seed and the smallest input that shows it; keep that one
// as a case of a test beside the parser.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parsePickable } from '../src/wire/connections';
import { isObject, ShapeError } from '../src/wire/fields';
import { parseMacroConfig } from '../src/wire/macro-config';
import { parseProblem } from '../src/wire/problem';
import { parseRemoval, parseTestReceipt } from '../src/wire/receipts';
import { parseRecord } from '../src/wire/records';
import { parseSettings } from '../src/wire/settings';
import { parseStepAnswer } from '../src/wire/test-step';
import { parseViewAnswer } from '../src/wire/view';
import { mutated, frozen } from './mutation';
import './property-runs';
import { wireSettings } from './settings-fixtures';
import { config } from './view-fixtures';

const lines = (name: string): unknown[] =>
  readFileSync(`../testdata/wire/${name}.ndjson`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
const records = ['mixed', 'shapes', 'fenced', 'one-source'].flatMap(lines);
const problem = { code: 'c', message: 'm', hint: 'h', field: 'f', requestId: 'r', retryAfter: 3 };
const receipt = { receipt: { at: 'x' }, signature: { algorithm: 'Ed25519', key: 'k', value: 'v' } };
const connection = {
  id: 'c-1',
  name: 'Payments',
  kind: 'aws-role',
  regions: ['eu-central-1'],
  namePrefixes: ['a-'],
};

/** What parses an answer, and answers that are right. */
const parsers: [string, (value: unknown) => unknown, unknown[]][] = [
  ['parseRecord', parseRecord, records],
  [
    'parseViewAnswer',
    parseViewAnswer,
    [{ records, stream: 'https://x/v1/stream', grant: 'g' }, { records: [] }],
  ],
  ['parseProblem', parseProblem, [problem]],
  [
    'parseMacroConfig',
    parseMacroConfig,
    [{ ...config, query: { names: ['a'] }, layout: 'cards', refresh: 60 }],
  ],
  [
    'parsePickable',
    parsePickable,
    [{ connections: [connection], regions: { 'eu-central-1': 'Europe' } }],
  ],
  ['parseSettings', parseSettings, [wireSettings]],
  ['parseRemoval', parseRemoval, [{ erased: { name: 'n', records: ['secret'] }, receipt }]],
  ['parseTestReceipt', parseTestReceipt, [receipt]],
  [
    'parseStepAnswer',
    parseStepAnswer,
    [
      {
        step: 'alarms',
        region: 'us-east-1',
        outcome: 'passed',
        complete: true,
        proof: 'p',
        alarms: 3,
        truncated: false,
      },
      { step: 'assume', outcome: 'failed', complete: false, proof: 'p', error: problem },
    ],
  ],
];

/** outcome parses, and gives the refusal in place of a value; any other error passes through and fails the test. */
function outcome(
  parse: (value: unknown) => unknown,
  value: unknown,
): { value?: unknown; refusal?: string } {
  try {
    return { value: parse(value) };
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    return { refusal: error.message };
  }
}

describe.each(parsers)('%s', (_, parse, good) => {
  test('reads what is right, and refuses what is no object', () => {
    expect(good).not.toEqual([]);
    for (const value of good) expect(outcome(parse, value).refusal).toBeUndefined();
    for (const value of [7, 'x', [], true]) expect(outcome(parse, value).refusal).toBeDefined();
  });

  test('reads or refuses, in words of its own, and changes nothing', () => {
    const inputs = fc.oneof(...good.map(mutated), fc.jsonValue());
    fc.assert(
      fc.property(inputs, (input) => {
        const first = outcome(parse, frozen(input));
        // A refusal names the member that is wrong, and never quotes what came.
        expect(first.refusal ?? '').toMatch(/^[\w. ,-]{0,100}$/);
        expect(outcome(parse, input)).toEqual(first);
      }),
    );
  });

  test('takes no notice of members that it does not know', () => {
    for (const value of good) {
      if (value === receipt) continue; // is handed on whole
      const more = isObject(value) ? { ...value, unknownMember: 'planted' } : value;
      expect(JSON.stringify(parse(more))).toBe(JSON.stringify(parse(value)));
    }
  });
});

test('a configuration that was read is read again as the same', () => {
  fc.assert(
    fc.property(mutated(config), (input) => {
      const { value } = outcome(parseMacroConfig, input);
      if (value === undefined || value === null) return;
      expect(parseMacroConfig(JSON.parse(JSON.stringify(value)))).toEqual(value);
    }),
  );
});
