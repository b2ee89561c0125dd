import type { FormErrors } from '../../config/form-errors';
import { rulesConfig } from '../../text/grafana/en-config';
import type { Alerts, Matcher } from '../../wire/alerts';
import {
  faultsIn,
  isLong,
  MAX_FOLDERS,
  MAX_LABELS,
  MAX_LIMIT,
  MAX_RULES,
  type Fault,
} from './check';
import { isForeign } from './pattern';
import { alertsFrom, isRowEmpty, limitIn, type Selection } from './selection';

/** FieldOf makes the id of a field of one source out of its name. */
export type FieldOf = (name: string) => string;

/** selectionFields lists the fields of a selection in page order, labels by their rows. */
export function selectionFields({ labels }: Selection, fieldOf: FieldOf): string[] {
  const rows = labels.flatMap((_, row) => [`name${row}`, `op${row}`, `value${row}`]);
  return ['folders', ...rows, 'labels', 'states', 'rules', 'dashboard', 'limit'].map(fieldOf);
}

/** selectionErrors validates a selection. */
export function selectionErrors(selection: Selection, fieldOf: FieldOf): FormErrors {
  const errors: FormErrors = {};
  const rows = selection.labels.flatMap((row, index) => (isRowEmpty(row) ? [] : [index]));
  const alerts = alertsFrom(selection);
  for (const fault of faultsIn(alerts)) {
    const name = 'label' in fault ? `${fault.field}${rows[fault.label] ?? 0}` : fieldIn(fault);
    errors[fieldOf(name)] = wordsOf(fault, alerts);
  }
  const limit = limitIn(selection);
  if (selection.limit.trim() !== '' && !(limit >= 1))
    errors[fieldOf('limit')] = rulesConfig.wrong.limit(MAX_LIMIT);
  return errors;
}

/** A panel is chosen together with its dashboard. */
function fieldIn({ field }: Fault): string {
  return field === 'panel' ? 'dashboard' : field;
}

function wordsOf(fault: Fault, { labels = [] }: Alerts): string {
  const { wrong } = rulesConfig;
  const { field } = fault;
  switch (field) {
    case 'value':
      return wrong[valueFault(labels[fault.label])];
    case 'folders':
      return wrong.folders(MAX_FOLDERS);
    case 'rules':
      return wrong.rules(MAX_RULES);
    case 'labels':
      return wrong.labels(MAX_LABELS);
    case 'limit':
      return wrong.limit(MAX_LIMIT);
    default:
      return wrong[field];
  }
}

function valueFault(matcher: Matcher | undefined): 'value' | 'pattern' | 'foreign' {
  if (matcher === undefined || isLong(matcher.value)) return 'value';
  return isForeign(matcher.value) ? 'foreign' : 'pattern';
}

/** SAME_RULES is the error of a source that asks for what another one does. */
export const SAME_RULES = rulesConfig.twice;
