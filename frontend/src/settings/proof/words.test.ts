import { expect, test } from 'vitest';
import { doubt, fail, harness, role, type Script } from '../../../tests/test-harness';
import { text } from '../../text/en';
import { runTest } from './run-test';
import { announcementOf } from './words';

const { states, steps, title } = text.settings.testing;
const passed = `${states.passed}: ${steps['refuse-sibling']}.`;
const missing = `${states.failed}: ${steps['refuse-missing']}.`;
const random = `${states.inconclusive}: ${steps['refuse-random']}.`;
const names = new Map<string, string>();

test.each<[string, Script, string, string]>([
  ['the latest step of a running test', { 'refuse-missing': [fail] }, '', passed],
  ['what failed', { 'refuse-missing': [fail] }, 'A fault.', `${missing} A fault.`],
  ['what AWS left open', { 'refuse-random': [doubt] }, 'Unclear.', `${random} Unclear.`],
  [
    'a failure rather',
    { 'refuse-random': [doubt], 'refuse-missing': [fail] },
    'A fault.',
    `${missing} A fault.`,
  ],
  [
    'the conclusion alone',
    { composites: [{ composites: 'seen' }] },
    'All well.',
    `${title}: All well.`,
  ],
])('announces %s', async (_, script, summary, words) => {
  const { lines } = await runTest(role('a'), harness(script));
  expect(announcementOf(lines, names, summary)).toBe(words);
});
