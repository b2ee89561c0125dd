import type { Alerts, Matcher } from '../../wire/alerts';
import { isUid } from '../uid';
import { isPattern } from './pattern';

/** The limits of a selection: those of the backend, which checks again. */
export const MAX_FOLDERS = 20;
export const MAX_RULES = 50;
export const MAX_LABELS = 10;
export const MAX_LIMIT = 500;
const MAX_BYTES = 200;

/** OPS are the operators of a matcher: equal, not equal, and a pattern for the whole value. */
export const OPS = ['=', '!=', '=~'] as const;

/** selectable are the states that a filter may name: all but normal. */
const selectable = ['firing', 'recovering', 'pending', 'unknown', 'error', 'nodata'];

const labelName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Fault is a wrong member of a selection, in the notation of the wire. */
export type Fault =
  | { field: 'folders' | 'rules' | 'dashboard' | 'panel' | 'limit' | 'labels' | 'states' }
  | { field: 'name' | 'op' | 'value'; label: number };

/** faultsIn lists the wrong members of a selection: those that the backend refuses. */
export function faultsIn(alerts: Alerts): Fault[] {
  const { folders = [], rules = [], dashboard, panel, labels = [], states = [], limit } = alerts;
  const faults: [boolean, Fault][] = [
    [!areUids(folders, MAX_FOLDERS), { field: 'folders' }],
    [!areUids(rules, MAX_RULES), { field: 'rules' }],
    [dashboard !== undefined && !isUid(dashboard), { field: 'dashboard' }],
    [panel !== undefined && dashboard === undefined, { field: 'panel' }],
    [limit !== undefined && !isLimit(limit), { field: 'limit' }],
    [labels.length > MAX_LABELS, { field: 'labels' }],
    [!areStates(states), { field: 'states' }],
  ];
  return [
    ...faults.filter(([isWrong]) => isWrong).map(([, fault]) => fault),
    ...labels.flatMap((matcher, label) =>
      wrongIn(matcher).map((field): Fault => ({ field, label })),
    ),
  ];
}

function isLimit(limit: number): boolean {
  return Number.isSafeInteger(limit) && limit >= 1 && limit <= MAX_LIMIT;
}

function areUids(uids: readonly string[], most: number): boolean {
  return uids.length <= most && new Set(uids).size === uids.length && uids.every(isUid);
}

function areStates(states: readonly string[]): boolean {
  const isKnown = states.every((state) => selectable.includes(state));
  const isFiring = states.length === 0 || states.includes('firing');
  return isKnown && isFiring && new Set(states).size === states.length;
}

function wrongIn({ name, op, value }: Matcher): ('name' | 'op' | 'value')[] {
  if (!labelName.test(name) || name.length > MAX_BYTES) return ['name'];
  if (!OPS.some((it) => it === op)) return ['op'];
  return isLong(value) || (op === '=~' && !isPattern(value)) ? ['value'] : [];
}

/** isLong reports whether a value is longer than the backend takes. */
export function isLong(value: string): boolean {
  return new TextEncoder().encode(value).length > MAX_BYTES;
}
