import { parseAlarm, type Alarm } from '../cloudwatch/wire/alarm';
import { Fields } from './fields';
import { parseProblem, type Problem } from './problem';

/** SourceRecord is the first record of a source's answer: its account, Region and time. */
export interface SourceRecord {
  type: 'source';
  source: number;
  name: string;
  region: string;
  /** The display name of its place, such as "Europe (Frankfurt)"; older backends omit it. */
  placeName?: string | undefined;
  account?: string | undefined;
  /** Milliseconds since 1970. */
  asOf: number;
  /** The number of alarm records of this source. */
  count: number;
  /** AWS has more alarms than one answer may contain. */
  truncated: boolean;
  /**
   * The prefix of the request to AWS, if any: the view's, or the only one of the connection's
   * fence.
   */
  namePrefix?: string | undefined;
  /** The cursor of the next page, valid for ten minutes. */
  cursor?: string | undefined;
}

/** FailureRecord replaces the answer of a failed source. Older backends omit the names. */
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
 * parseRecord parses one record of a view. An unknown type returns null, so that an older page can
 * read a newer backend; a malformed record of a known type throws a ShapeError.
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
