// Properties that hold for every input from outside, tested with generated inputs (fast-check). A
// failure prints its seed and the smallest failing input; keep that input as a case in the test of
// the parser.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseRule } from '../src/grafana/wire/rule';
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
import { rulesIn } from './rules-fixture';
import { wireSettings } from './settings-fixtures';
import { config } from './view-fixtures';

const lines = (name: string): unknown[] =>
  readFileSync(`../testdata/wire/${name}.ndjson`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
const records = ['mixed', 'shapes', 'fenced', 'one-source', 'mixed-providers'].flatMap(lines);
const problem = { code: 'c', message: 'm', hint: 'h', field: 'f', requestId: 'r', retryAfter: 3 };
const receipt = { receipt: { at: 'x' }, signature: { algorithm: 'Ed25519', key: 'k', value: 'v' } };
const connection = {
  id: 'c-1',
  name: 'Payments',
  kind: 'aws-role',
  regions: ['eu-central-1'],
  namePrefixes: ['a-'],
};

const rulesConfig = {
  ...config,
  sources: [
    {
      connection: 'c-3',
      alerts: {
        folders: ['prod'],
        dashboard: 'svc',
        panel: 2,
        labels: [{ name: 'severity', op: '=', value: 'critical' }],
        states: ['firing'],
        limit: 5,
      },
    },
  ],
};

/** Parsers of answers, with valid answers. */
const parsers: [string, (value: unknown) => unknown, unknown[]][] = [
  ['parseRecord', parseRecord, records],
  [
    'parseViewAnswer',
    parseViewAnswer,
    [{ records, stream: 'https://x/v1/stream', grant: 'g' }, { records: [] }],
  ],
  ['parseRule', parseRule, rulesIn('rules')],
  ['parseProblem', parseProblem, [problem]],
  [
    'parseMacroConfig',
    parseMacroConfig,
    [{ ...config, query: { names: ['a'] }, layout: 'cards', refresh: 60 }, rulesConfig],
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

/**
 * outcome returns the parsed value or the message of the ShapeError. Any other error fails the
 * test.
 */
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
  test('reads valid input, and refuses anything but an object', () => {
    expect(good).not.toEqual([]);
    for (const value of good) expect(outcome(parse, value).refusal).toBeUndefined();
    for (const value of [7, 'x', [], true]) expect(outcome(parse, value).refusal).toBeDefined();
  });

  test('reads or refuses any input without quoting or changing it', () => {
    const inputs = fc.oneof(...good.map(mutated), fc.jsonValue());
    fc.assert(
      fc.property(inputs, (input) => {
        const first = outcome(parse, frozen(input));
        // A refusal names the invalid member, and never quotes the input.
        expect(first.refusal ?? '').toMatch(/^[\w. ,-]{0,100}$/);
        expect(outcome(parse, input)).toEqual(first);
      }),
    );
  });

  test('ignores unknown members', () => {
    for (const value of good) {
      if (value === receipt) continue; // is handed on whole
      const more = isObject(value) ? { ...value, unknownMember: 'planted' } : value;
      expect(JSON.stringify(parse(more))).toBe(JSON.stringify(parse(value)));
    }
  });
});

test('a parsed configuration parses to itself', () => {
  fc.assert(
    fc.property(fc.oneof(mutated(config), mutated(rulesConfig)), (input) => {
      const { value } = outcome(parseMacroConfig, input);
      if (value === undefined || value === null) return;
      expect(parseMacroConfig(JSON.parse(JSON.stringify(value)))).toEqual(value);
    }),
  );
});
