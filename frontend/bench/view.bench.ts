import { bench, describe } from 'vitest';
import { toItem } from '../src/cloudwatch/item';
import { treeOf } from '../src/cloudwatch/row/tree';
import { judge, type Received } from '../src/macro/verdict';
import { readLines } from '../src/wire/ndjson';
import { parseRecord } from '../src/wire/records';
import { parseRule } from '../src/cloudwatch/wire/rule';
import type { Alarm } from '../src/cloudwatch/wire/alarm';
import { chunks, lines, records, sizes, streamOf } from './alarms';

/** alarms returns the alarms of an answer. */
const alarms = (n: number): Alarm[] =>
  records(n).flatMap((record) => (record.type === 'alarm' ? [record.alarm] : []));

describe('verdict over alarms that are all well', () => {
  for (const n of sizes) {
    const well = alarms(n).map(({ name }) => ({ name, standing: 'ok' as const }));
    const received: Received[] = [{ status: 'answered', truncated: false, items: well }];
    bench(`${n}`, () => {
      if (judge({}, received).verdict !== 'ok') throw new Error('not ok');
    });
  }
});

describe('lines of a stream, in parts of 1400 bytes, for alarms', () => {
  for (const n of sizes) {
    const parts = chunks(n);
    bench(`${n}`, async () => {
      let count = 0;
      for await (const line of readLines(streamOf(parts))) count += line.length > 0 ? 1 : 0;
      if (count !== n + 2) throw new Error(`${count} lines`);
    });
  }
});

describe('validation of records, JSON parsed before, for alarms', () => {
  for (const n of sizes) {
    const values = lines(n).map((line): unknown => JSON.parse(line));
    bench(`${n}`, () => {
      for (const value of values) if (parseRecord(value) === null) throw new Error('not a record');
    });
  }
});

/** deep returns a rule with a number of leaves, four per branch. */
function deep(leaves: number): unknown {
  if (leaves <= 1) return { state: 'ALARM', name: `alarm-${leaves}-composite` };
  return { op: 'or', of: Array.from({ length: 4 }, () => deep(leaves / 4)) };
}

describe('tree of a rule, read and laid out, for leaves', () => {
  for (const n of [4, 256]) {
    const rule = deep(n);
    const others = new Map(alarms(100).map((it) => [it.name, toItem(it)]));
    bench(`${n}`, () => {
      const alarm: Alarm = {
        name: 'all',
        kind: 'composite',
        state: 'ALARM',
        rule: parseRule(rule),
      };
      const composite = toItem(alarm);
      if (treeOf(composite, others) === null) throw new Error('no tree');
    });
  }
});
