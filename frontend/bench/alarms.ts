import { readFileSync } from 'node:fs';
import { parseRecord, type ViewRecord } from '../src/wire/records';

/** shapes are the lines of an answer with an alarm of every shape there is, as the backend writes them. */
const shapes = readFileSync('../testdata/wire/shapes.ndjson', 'utf8').trimEnd().split('\n');

/** sizes are how many alarms are measured with. */
export const sizes = [1, 10, 100, 1000];

/** lines is an answer of one source with so many alarms: all shapes in turn, each under a name of its own. */
export function lines(alarms: number): string[] {
  const [source = '', ...rest] = shapes;
  const usual = rest.filter((line) => line.startsWith('{"type":"alarm"'));
  const rows = Array.from({ length: alarms }, (_, at) =>
    (usual[at % usual.length] ?? '').replace('"name":"', `"name":"alarm-${at}-`),
  );
  return [source, ...rows, `{"type":"end","sources":1,"alarms":${alarms},"requestId":"r"}`];
}

/** records is the same, read. */
export function records(alarms: number): ViewRecord[] {
  return lines(alarms)
    .map((line) => parseRecord(JSON.parse(line)))
    .filter((record) => record !== null);
}

/** chunks is the same as bytes, in chunks as a network delivers them. */
export function chunks(alarms: number): Uint8Array[] {
  const bytes = new TextEncoder().encode(lines(alarms).join('\n') + '\n');
  const chunk = 1400;
  return Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, at) =>
    bytes.slice(at * chunk, (at + 1) * chunk),
  );
}

/** streamOf hands over chunks as the network does. */
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
