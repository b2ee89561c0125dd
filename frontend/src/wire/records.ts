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
  /** The host that links to the source's items lead to. */
  stack?: string | undefined;
  /** Something that the source names did not come. */
  missing?: boolean | undefined;
  /** The filters of the source, or its fence, left out anything at all. */
  narrowed?: boolean | undefined;
  /** What the filters of the source left out. */
  left?: Left | undefined;
  /** A simulation answered in place of the service. */
  simulated?: boolean | undefined;
}

/** Left counts items that filters left out. */
export interface Left {
  count: number;
  /** The state of the worst of them, in the provider's words. */
  worst: string;
}

/** FailureRecord replaces the answer of a failed source. Older backends omit the names. */
export interface FailureRecord {
  type: 'error';
  source: number;
  name?: string | undefined;
  placeName?: string | undefined;
  error: Problem;
}

/** ItemRecord is one alarm of a source, or one alert rule, which its provider parses. */
export type ItemRecord =
  { type: 'alarm'; source: number; alarm: Alarm } | { type: 'rule'; source: number; rule: unknown };

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
    case 'rule':
      return { type: 'rule', source: fields.index('source'), rule: fields.raw('rule') };
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
    placeName: fields.optionalString('regionName') || undefined,
    account: fields.optionalString('account'),
    asOf: fields.time('asOf'),
    count: fields.index('count'),
    truncated: fields.boolean('truncated'),
    namePrefix: fields.optionalString('namePrefix'),
    cursor: fields.optionalString('cursor'),
    stack: fields.optionalString('stack'),
    missing: fields.optionalBoolean('missing'),
    narrowed: fields.optionalBoolean('narrowed'),
    left: fields.optional('left', parseLeft),
    simulated: fields.optionalBoolean('simulated'),
  };
}

function parseLeft(value: unknown): Left {
  const fields = new Fields(value, 'left');
  return { count: fields.index('count'), worst: fields.string('worst') };
}
