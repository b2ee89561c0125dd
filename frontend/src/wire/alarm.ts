import { Fields } from './fields';

/** Alarm is one alarm as the backend sends it. Words that may grow are kept as strings. */
export interface Alarm {
  name: string;
  /** "metric", "composite" or "log". */
  kind: string;
  /** "OK", "ALARM" or "INSUFFICIENT_DATA", and may one day be a word not known today. */
  state: string;
  description?: string | undefined;
  reason?: string | undefined;
  /** When the state last changed, in milliseconds since 1970. */
  since?: number | undefined;
  /** Nobody is told when it fires. */
  actionsOff?: boolean | undefined;
  /** "WaitPeriod", "ExtensionPeriod" or "Alarm". */
  suppressedBy?: string | undefined;
  /** "PARTIAL_DATA", "EVALUATION_ERROR" or "EVALUATION_FAILURE": an OK with it is not to be trusted. */
  evaluation?: string | undefined;
}

/** parseAlarm reads an alarm, leaving out what the page does not show. */
export function parseAlarm(value: unknown): Alarm {
  const fields = new Fields(value, 'alarm');
  return {
    name: fields.string('name'),
    kind: fields.string('kind'),
    state: fields.string('state'),
    description: fields.optionalString('description'),
    reason: fields.optionalString('reason'),
    since: fields.optionalTime('since'),
    actionsOff: fields.optionalBoolean('actionsOff'),
    suppressedBy: fields.optionalString('suppressedBy'),
    evaluation: fields.optionalString('evaluation'),
  };
}
