import { Fields } from './fields';
import { parseRecord, type ViewRecord } from './records';

/**
 * ViewAnswer is the reply to POST /v1/views: all records, or some with the address of the others.
 */
export interface ViewAnswer {
  records: ViewRecord[];
  /** Present if the other records stream without passing the bridge. */
  rest?: { url: string; grant: string };
}

/** parseViewAnswer parses the reply to POST /v1/views. */
export function parseViewAnswer(value: unknown): ViewAnswer {
  const fields = new Fields(value, 'view');
  const records = fields.list('records', parseRecord).filter((record) => record !== null);
  const url = fields.optionalString('stream');
  if (url === undefined) return { records };
  return { records, rest: { url, grant: fields.string('grant') } };
}
