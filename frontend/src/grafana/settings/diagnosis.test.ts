import { expect, test } from 'vitest';
import { linesOf, type Line } from '../../settings/proof/lines';
import { text } from '../../text/en';
import type { Note } from '../../wire/note';
import type { StackStep } from '../../wire/test-step';
import { diagnose, faultIn, type Fault } from './diagnosis';

/** stopped is a test whose steps passed up to one that failed. */
function stopped(at: StackStep, code: string, notes: Note[] = []): Line[] {
  const lines = linesOf('grafana', []);
  const end = lines.findIndex(({ step }) => step === at);
  return lines.map((line, index): Line => {
    const { step } = line;
    if (index > end) return { step, progress: { state: 'untried' } };
    if (index === end)
      return { step, progress: { state: 'failed', problem: { code, message: '' } } };
    const answer = { step, outcome: 'passed', complete: false, proof: 'p' } as const;
    const own = step === 'rights' ? notes : [];
    return { step, progress: { state: 'passed', answer: { ...answer, notes: own } } };
  });
}

const unknown = [{ code: 'grafana_rights_unknown', about: [] }];
const lacking = (action: string): Note[] => [{ code: 'grafana_rights_missing', about: [action] }];

test.each<[StackStep, string, Note[], Fault | null]>([
  ['stack', 'grafana_no_stack', [], 'address'],
  ['stack', 'grafana_redirect', [], 'address'],
  ['token-needed', 'grafana_open', [], 'address'],
  ['token', 'grafana_token_expired', [], 'token'],
  ['token', 'grafana_account_disabled', [], 'disabled'],
  ['rights', 'grafana_rights_missing', [], 'rights'],
  ['rights', 'grafana_token_broad', [], 'broad'],
  ['folders', 'grafana_no_folders', [], 'scope'],
  ['folders', 'grafana_no_folders', lacking('folders:read'), 'rights'],
  ['folders', 'grafana_no_folders', lacking('datasources:query'), 'scope'],
  ['folders', 'grafana_forbidden', unknown, 'untold'],
  ['folders', 'grafana_folder_gone', [], 'gone'],
  ['alerts', 'grafana_forbidden', [], 'rules'],
  ['alerts', 'grafana_forbidden', lacking('alert.rules:read'), 'rights'],
  ['alerts', 'grafana_no_scope', [], 'unscoped'],
  ['alerts', 'grafana_of_tomorrow', [], null],
])('%s that fails with %s after %o is %s', (step, code, notes, fault) => {
  const lines = stopped(step, code, notes);
  const { stacks, failed } = text.settings.testing;
  expect(diagnose(lines)).toBe(fault);
  expect(faultIn(lines)).toEqual(
    fault ? stacks.faults[fault] : { title: failed, next: stacks.failedNext },
  );
});

test('a test of an account is another matter', () => {
  expect(faultIn(linesOf('aws-role', ['eu-central-1']))).toBeNull();
});
