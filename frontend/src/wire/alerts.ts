import { Fields } from './fields';

/** Matcher selects alert rules by a label. */
export interface Matcher {
  name: string;
  /** "=", "!=" or "=~" (the whole value). */
  op: string;
  value: string;
}

/** Alerts selects the alert rules of one source (docs/wire.md). An empty one selects every rule. */
export interface Alerts {
  /** Ids of folders, subfolders included. */
  folders?: string[] | undefined;
  /** The id of the dashboard that the rules belong to. */
  dashboard?: string | undefined;
  /** The number of one of its panels. */
  panel?: number | undefined;
  /** Ids of rules. */
  rules?: string[] | undefined;
  labels?: Matcher[] | undefined;
  /** The states that a rule may be in. */
  states?: string[] | undefined;
  /** The most rules of an answer, worst first. */
  limit?: number | undefined;
}

/** parseAlerts parses a stored selection. It drops empty members, which filter nothing. */
export function parseAlerts(value: unknown): Alerts {
  const fields = new Fields(value, 'alerts');
  const dashboard = fields.optionalString('dashboard') ?? '';
  const panel = fields.optional('panel', () => fields.index('panel')) ?? 0;
  const limit = fields.optional('limit', () => fields.index('limit')) ?? 0;
  const labels = fields.optional('labels', () => fields.list('labels', parseMatcher)) ?? [];
  const [folders, rules, states] = (['folders', 'rules', 'states'] as const).map(
    (name) => fields.optional(name, () => fields.strings(name)) ?? [],
  );
  return {
    ...(folders?.length && { folders }),
    ...(dashboard !== '' && { dashboard }),
    ...(panel > 0 && { panel }),
    ...(rules?.length && { rules }),
    ...(labels.length > 0 && { labels }),
    ...(states?.length && { states }),
    ...(limit > 0 && { limit }),
  };
}

/** isFiltered reports whether a selection leaves out rules by their labels or states. */
export function isFiltered({ labels = [], states = [] }: Alerts): boolean {
  return labels.length > 0 || states.length > 0;
}

/** scopeOnly returns a selection without its filters by label and state. */
export function scopeOnly(alerts: Alerts): Alerts {
  return parseAlerts({ ...alerts, labels: undefined, states: undefined });
}

function parseMatcher(value: unknown): Matcher {
  const fields = new Fields(value, 'label');
  return { name: fields.string('name'), op: fields.string('op'), value: fields.string('value') };
}
