import { readFileSync } from 'node:fs';
import { parseRecord, type ViewRecord } from '../src/wire/records';

/** shapes are the lines of an answer with an alarm of every shape, as the backend writes them. */
const shapes = readFileSync('../testdata/wire/shapes.ndjson', 'utf8').trimEnd().split('\n');

/** sizes are the numbers of alarms in each measurement. */
export const sizes = [1, 10, 100, 1000];

/**
 * lines returns an answer of one source with a number of alarms: all shapes in turn, with unique
 * names.
 */
export function lines(alarms: number): string[] {
  const [source = '', ...rest] = shapes;
  const usual = rest.filter((line) => line.startsWith('{"type":"alarm"'));
  const rows = Array.from({ length: alarms }, (_, at) =>
    (usual[at % usual.length] ?? '').replace('"name":"', `"name":"alarm-${at}-`),
  );
  return [source, ...rows, `{"type":"end","sources":1,"alarms":${alarms},"requestId":"r"}`];
}

/** records returns the parsed lines. */
export function records(alarms: number): ViewRecord[] {
  return lines(alarms)
    .map((line) => parseRecord(JSON.parse(line)))
    .filter((record) => record !== null);
}

/** chunks returns the lines as bytes, in chunks of a network packet's size. */
export function chunks(alarms: number): Uint8Array[] {
  const bytes = new TextEncoder().encode(lines(alarms).join('\n') + '\n');
  const chunk = 1400;
  return Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, at) =>
    bytes.slice(at * chunk, (at + 1) * chunk),
  );
}

/** streamOf returns a stream of chunks. */
export function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream({
    pull: (to) => {
      const chunk = chunks[next++];
      if (chunk) to.enqueue(chunk);
      else to.close();
    },
  });
}
