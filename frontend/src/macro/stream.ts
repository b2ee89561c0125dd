import { readLines } from '../wire/ndjson';
import { parseRecord, type ViewRecord } from '../wire/records';

/**
 * openStream exchanges a view grant for the body of its stream. It returns null if the network,
 * CORS or the content security policy refuses, or if the response is not a stream.
 */
export async function openStream(
  rest: { url: string; grant: string },
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array> | null> {
  try {
    // A string body without headers is a "simple" request: the browser sends it without a
    // preflight.
    const response = await fetch(rest.url, {
      method: 'POST',
      body: rest.grant,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      signal,
    });
    return response.ok ? response.body : null;
  } catch {
    return null;
  }
}

/**
 * readRecords delivers each record as its line arrives. A broken connection or an unreadable line
 * ends it without an error: the missing end record marks the answer as cut.
 */
export async function readRecords(
  body: ReadableStream<Uint8Array>,
  sink: (record: ViewRecord) => void,
): Promise<void> {
  try {
    for await (const line of readLines(body)) {
      const record = parseRecord(JSON.parse(line));
      if (record !== null) sink(record);
    }
  } catch {
    return;
  }
}
