import type { Line } from '../../settings/proof/lines';
import { text } from '../../text/en';
import { isStackStep } from '../../wire/test-step';
import { fieldOf } from './fault-field';

/** Fault is the most likely cause of a failed test of a stack. */
export type Fault = Exclude<keyof typeof text.settings.testing.stacks.faults, number>;

const rightsFaults: readonly Fault[] = ['rights', 'scope', 'untold', 'rules', 'broad'];

/** isAboutRights reports whether the role of the service account mends a fault. */
export function isAboutRights(fault: Fault): boolean {
  return rightsFaults.includes(fault);
}

/** diagnose returns the likely cause of a failed step, out of it and of the steps before it. */
export function diagnose(lines: readonly Line[]): Fault | null {
  const failed = lines.find(({ progress }) => progress.state === 'failed');
  if (failed?.progress.state !== 'failed') return null;
  const { code } = failed.progress.problem;
  switch (code) {
    case 'grafana_token_broad':
      return 'broad';
    case 'grafana_folder_gone':
      return 'gone';
    case 'grafana_account_disabled':
      return 'disabled';
    case 'grafana_no_scope':
      return 'unscoped';
    case 'grafana_rights_missing':
      return 'rights';
    case 'grafana_no_folders':
    case 'grafana_forbidden':
      return rightsFault(lines, failed.step === 'alerts');
  }
  const field = fieldOf(code);
  return field === 'token' ? 'token' : field === 'stack' ? 'address' : null;
}

/** The rights that the stack told tell a missing right from one on other folders. */
function rightsFault(lines: readonly Line[], isAlerts: boolean): Fault {
  const notes = lines.flatMap(({ step, progress }) =>
    step === 'rights' && progress.state === 'passed' ? progress.answer.notes : [],
  );
  if (notes.some(({ code }) => code === 'grafana_rights_unknown')) return 'untold';
  const needed = isAlerts ? 'alert.rules:read' : 'folders:read';
  if (notes.some(({ about }) => about.includes(needed))) return 'rights';
  return isAlerts ? 'rules' : 'scope';
}

/** faultIn describes the likely cause; null if no step of a stack failed. */
export function faultIn(lines: readonly Line[]): { title: string; next: string } | null {
  const words = text.settings.testing;
  const failed = lines.some(
    ({ step, progress }) => isStackStep(step) && progress.state === 'failed',
  );
  if (!failed) return null;
  const fault = diagnose(lines);
  return fault
    ? words.stacks.faults[fault]
    : { title: words.failed, next: words.stacks.failedNext };
}
