import { parseAlarm, type Alarm } from '../cloudwatch/wire/alarm';
import { Fields } from './fields';
import { parseProblem, type Problem } from './problem';

/** SourceRecord opens the answer of one source: which account and Region, and as of when. */
export interface SourceRecord {
  type: 'source';
  source: number;
  name: string;
  region: string;
  /** The name of its place for people, such as "Europe (Frankfurt)"; older backends leave it out. */
  placeName?: string | undefined;
  account?: string | undefined;
  /** Milliseconds since 1970. */
  asOf: number;
  /** How many alarms of this source follow. */
  count: number;
  /** AWS has more alarms than one answer can hold. */
  truncated: boolean;
  /** The one AWS was asked with, where there was one: the view's, or the only one of the connection's fence. */
  namePrefix?: string | undefined;
  /** Asks for the next ones, within ten minutes. */
  cursor?: string | undefined;
}

/** FailureRecord is what a source sends instead of an answer. Older backends send no names with it. */
export interface FailureRecord {
  type: 'error';
  source: number;
  name?: string | undefined;
  placeName?: string | undefined;
  error: Problem;
}

/** ItemRecord is one alarm of a source. */
export interface ItemRecord {
  type: 'alarm';
  source: number;
  alarm: Alarm;
}

/** ViewRecord is one line of a view's answer. */
export type ViewRecord =
  SourceRecord | ItemRecord | FailureRecord | { type: 'end'; requestId: string };

/**
 * parseRecord reads one record of a view. A type not known today gives null, so that an older page can
 * read a newer backend; a known type that is malformed throws a ShapeError.
 */
export function parseRecord(value: unknown): ViewRecord | null {
  const fields = new Fields(value, 'record');
  switch (fields.string('type')) {
    case 'source':
      return parseSource(fields);
    case 'alarm':
      return {
        type: 'alarm',
        source: fields.index('source'),
        alarm: parseAlarm(fields.raw('alarm')),
      };
    case 'error':
      return {
        type: 'error',
        source: fields.index('source'),
        name: fields.optionalString('name'),
        placeName: fields.optionalString('regionName'),
        error: parseProblem(fields.raw('error')),
      };
    case 'end':
      return { type: 'end', requestId: fields.string('requestId') };
    default:
      return null;
  }
}

function parseSource(fields: Fields): SourceRecord {
  return {
    type: 'source',
    source: fields.index('source'),
    name: fields.string('name'),
    region: fields.string('region'),
    placeName: fields.optionalString('regionName'),
    account: fields.optionalString('account'),
    asOf: fields.time('asOf'),
    count: fields.index('count'),
    truncated: fields.boolean('truncated'),
    namePrefix: fields.optionalString('namePrefix'),
    cursor: fields.optionalString('cursor'),
  };
}
