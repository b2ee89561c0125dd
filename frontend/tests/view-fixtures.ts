import { readFileSync } from 'node:fs';
import type { MacroConfig } from '../src/wire/macro-config';

/** config is a configuration of one connection in two Regions. */
export const config: MacroConfig = {
  v: 1,
  sources: [
    { connection: 'c-1', region: 'eu-central-1' },
    { connection: 'c-2', region: 'us-east-1' },
  ],
  namePrefix: 'checkout',
  states: ['ALARM', 'INSUFFICIENT_DATA', 'OK'],
};

/** golden returns the text of a recorded stream. */
export const golden = (name: string): string => readFileSync(`testdata/${name}.ndjson`, 'utf8');

/** records returns the parsed lines of a recorded stream. */
export const records = (name: string): unknown[] =>
  golden(name)
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

/** inline is the backend's answer for a single source of Payments. */
export function inline(region: string, ...alarms: object[]): { records: object[] } {
  const source = {
    type: 'source',
    source: 0,
    connection: 'c-1',
    name: 'Payments production',
    region,
    asOf: '2026-11-21T10:00:00Z',
    count: alarms.length,
    truncated: false,
  };
  const rows = alarms.map((alarm) => ({ type: 'alarm', source: 0, alarm }));
  return {
    records: [
      source,
      ...rows,
      { type: 'end', sources: 1, alarms: alarms.length, requestId: 'r-i' },
    ],
  };
}
