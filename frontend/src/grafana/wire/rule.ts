import { Fields, isObject, ShapeError } from '../../wire/fields';

/** Label is one label of a rule or an instance. Lists of labels are in the order of their names. */
export interface Label {
  name: string;
  value: string;
}

/** Count is the number of instances in one state. */
export interface Count {
  state: string;
  count: number;
}

/** Instance is a rule applied to one series. */
export interface Instance {
  state: string;
  /** Grafana's word for why it is in its state, such as "NoData", "Error" or "KeepLast". */
  reason?: string | undefined;
  /** Milliseconds since 1970. */
  since?: number | undefined;
  labels: Label[];
  value?: string | undefined;
}

/**
 * Rule is an alert rule as the backend sends it (docs/wire.md). Enumerations that may grow are
 * strings. Times are milliseconds since 1970, spans are seconds.
 */
export interface Rule {
  /** Absent where the Grafana is too old to send it. */
  uid?: string | undefined;
  name: string;
  group?: string | undefined;
  folder: { uid?: string | undefined; title?: string | undefined };
  /** "firing", "recovering", "pending", "unknown", "error", "nodata" or "normal". */
  state: string;
  /** Why it could not report, or not fully. */
  blind: string[];
  since?: number | undefined;
  evaluated?: number | undefined;
  /** How long the condition must hold before the rule fires. */
  for?: number | undefined;
  /** How long the rule still fires afterwards. */
  keepFiring?: number | undefined;
  labels: Label[];
  summary?: string | undefined;
  description?: string | undefined;
  runbook?: string | undefined;
  /** The id of the dashboard that the rule belongs to. */
  dashboard?: string | undefined;
  panel?: number | undefined;
  /** All instances, by state. */
  counts: Count[];
  /** At most 20 of them, the worst first. */
  instances: Instance[];
}

/** parseRule parses a rule. */
export function parseRule(value: unknown): Rule {
  const fields = new Fields(value, 'rule');
  const folder = new Fields(fields.raw('folder'), 'folder');
  return {
    uid: fields.optionalString('uid'),
    name: fields.string('name'),
    group: fields.optionalString('group'),
    folder: { uid: folder.optionalString('uid'), title: folder.optionalString('title') },
    state: fields.string('state'),
    blind: fields.raw('blind') === undefined ? [] : fields.strings('blind'),
    since: fields.optionalTime('since'),
    evaluated: fields.optionalTime('evaluated'),
    for: fields.optionalNumber('for'),
    keepFiring: fields.optionalNumber('keepFiring'),
    labels: labelsIn(fields),
    summary: fields.optionalString('summary'),
    description: fields.optionalString('description'),
    runbook: fields.optionalString('runbook'),
    dashboard: fields.optionalString('dashboard'),
    panel: fields.optionalNumber('panel'),
    counts: membersOf(fields, 'counts', isCount).map(([state, count]) => ({ state, count })),
    instances: fields.raw('instances') === undefined ? [] : fields.list('instances', parseInstance),
  };
}

function parseInstance(value: unknown): Instance {
  const fields = new Fields(value, 'instance');
  return {
    state: fields.string('state'),
    reason: fields.optionalString('reason'),
    since: fields.optionalTime('since'),
    labels: labelsIn(fields),
    value: fields.optionalString('value'),
  };
}

/** People name labels, so a label may have the name of any member of an object. */
function labelsIn(fields: Fields): Label[] {
  return membersOf(fields, 'labels', isText)
    .map(([name, value]) => ({ name, value }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** membersOf reads the own members of an object that may be absent. */
function membersOf<T>(
  fields: Fields,
  name: string,
  is: (value: unknown) => value is T,
): [string, T][] {
  const members = fields.raw(name);
  if (members === undefined) return [];
  if (!isObject(members)) throw fields.wrong(name, 'an object');
  return Object.entries(members).map(([key, value]) => {
    if (!is(value)) throw new ShapeError(`a value of ${name} is of another type`);
    return [key, value];
  });
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
