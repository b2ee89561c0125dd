import { parseAlerts, type Alerts, type Matcher } from '../../wire/alerts';

/** Selection is the input of an author about the alert rules of one source. */
export interface Selection {
  /** UIDs of folders. */
  folders: string[];
  /** The UID of a dashboard, "" for none. */
  dashboard: string;
  /** The number of one of its panels, 0 for all. */
  panel: number;
  /** UIDs of rules. */
  rules: string[];
  labels: Matcher[];
  /** Empty for every state. */
  states: string[];
  /** The most rules to show, as typed. */
  limit: string;
}

/** blankSelection selects every rule. */
export const blankSelection: Selection = {
  folders: [],
  dashboard: '',
  panel: 0,
  rules: [],
  labels: [],
  states: [],
  limit: '',
};

/** isRowEmpty reports whether a row of a label says nothing. */
export function isRowEmpty({ name, value }: Matcher): boolean {
  return name.trim() === '' && value === '';
}

/** limitIn returns the limit as a number, 0 for none; NaN for what is no number. */
export function limitIn({ limit }: Selection): number {
  const text = limit.trim();
  return text === '' ? 0 : /^\d{1,9}$/.test(text) ? Number(text) : NaN;
}

/** alertsFrom returns what the source asks for. It leaves out empty rows, and a limit that is none. */
export function alertsFrom(selection: Selection): Alerts {
  const { folders, dashboard, panel, rules, labels, states } = selection;
  const rows = labels.filter((row) => !isRowEmpty(row));
  return parseAlerts({
    folders,
    dashboard,
    panel: dashboard === '' ? 0 : panel,
    rules,
    labels: rows.map((row) => ({ ...row, name: row.name.trim() })),
    states,
    limit: limitIn(selection) || 0,
  });
}

/** selectionFrom fills the input from a stored source, or from a pasted address. */
export function selectionFrom(alerts: Alerts): Selection {
  const { folders = [], dashboard = '', panel = 0, rules = [], labels = [], states = [] } = alerts;
  const limit = alerts.limit === undefined ? '' : String(alerts.limit);
  return { folders, dashboard, panel, rules, labels, states, limit };
}

/**
 * otherStack keeps what a selection says about any stack: labels, states and the limit. UIDs are
 * those of one stack.
 */
export function otherStack({ labels, states, limit }: Selection): Selection {
  return { ...blankSelection, labels, states, limit };
}
