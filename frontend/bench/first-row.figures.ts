import type { Browser } from 'playwright-core';
import { expect, test } from 'vitest';
import { Visitor } from '../e2e/browser';
import { connection, frames, macro, publish } from '../e2e/pages';
import type { Product } from '../e2e/product';
import { withFixture } from '../e2e/fixture';
import { readTimings, watch, type RowTimings } from './first-row';
import { median, table } from './table';

const opens = Number(process.env.OPENS ?? 10);

let browser: Browser;
let product: Product;
let ada: Visitor;

withFixture((fixture) => {
  ({ browser, product, ada } = fixture);
});

/** openToFirstRow opens a page and returns the timings of its macro's first row. */
async function openToFirstRow(visitor: Visitor, address: string): Promise<RowTimings> {
  await visitor.page.goto(address);
  await expect.poll(async () => (await frames(visitor.page)).length).toBe(1);
  const [frame] = await frames(visitor.page);
  if (!frame) throw new Error('no macro');
  return readTimings(visitor.page, frame);
}

/** cold opens the page in a browser with an empty cache. */
async function cold(address: string): Promise<RowTimings> {
  const visitor = await Visitor.arrive(browser, product, 'Ravi');
  await visitor.page.addInitScript(watch);
  const times = await openToFirstRow(visitor, address);
  expect(times.bytes).toBeGreaterThan(50_000);
  await visitor.leave();
  return times;
}

function row(name: string, times: RowTimings[]): string[] {
  const middle = (of: keyof RowTimings): string => median(times.map((it) => it[of])).toFixed(0);
  const worst = Math.max(...times.map(({ frame }) => frame)).toFixed(0);
  return [name, middle('scripts'), middle('frame'), worst, middle('page')];
}

test('from navigation to the first row', async () => {
  await ada.open('PAY', 'Payments runbook');
  const source = { connection: await connection(ada.page), region: 'eu-central-1' };
  const rows: string[][] = [];
  for (const [name, region] of Object.entries({
    '42 alarms': 'eu-central-1',
    '100 alarms, more in AWS': 'us-east-1',
  })) {
    await publish(ada.page, product, [macro({ sources: [{ ...source, region }] })]);
    const address = ada.page.url();
    const first: RowTimings[] = [];
    for (let n = 0; n < opens; n++) first.push(await cold(address));
    rows.push(row(`${name}, cold`, first));
    const visitor = await Visitor.arrive(browser, product, 'Ravi');
    await visitor.page.addInitScript(watch);
    await openToFirstRow(visitor, address);
    const again: RowTimings[] = [];
    for (let n = 0; n < opens; n++) again.push(await openToFirstRow(visitor, address));
    rows.push(row(`${name}, warm`, again));
    await visitor.leave();
  }
  table(
    `Time to the first row, median of ${opens}`,
    ['ms', 'frame to scripts loaded', 'frame to row painted', 'slowest', 'page to row painted'],
    rows,
  );
});
