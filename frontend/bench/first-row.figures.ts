import type { Browser } from 'playwright-core';
import { expect, test } from 'vitest';
import { Visitor } from '../e2e/browser';
import { connection, frames, macro, publish } from '../e2e/pages';
import type { Product } from '../e2e/product';
import { onStage } from '../e2e/stage';
import { opened, watch, type Opened } from './first-row';
import { median, table } from './table';

const opens = Number(process.env.OPENS ?? 10);

let browser: Browser;
let product: Product;
let ada: Visitor;

onStage((stage) => {
  ({ browser, product, ada } = stage);
});

/** seen opens a page and returns when its macro's first row was painted. */
async function seen(visitor: Visitor, address: string): Promise<Opened> {
  await visitor.page.goto(address);
  await expect.poll(async () => (await frames(visitor.page)).length).toBe(1);
  const [frame] = await frames(visitor.page);
  if (!frame) throw new Error('no macro');
  return opened(visitor.page, frame);
}

/** cold opens the page in a browser that has nothing of Pagewatch yet. */
async function cold(address: string): Promise<Opened> {
  const visitor = await Visitor.arrive(browser, product, 'Ravi');
  await visitor.page.addInitScript(watch);
  const times = await seen(visitor, address);
  expect(times.bytes).toBeGreaterThan(50_000);
  await visitor.leave();
  return times;
}

function row(name: string, times: Opened[]): string[] {
  const middle = (of: keyof Opened): string => median(times.map((it) => it[of])).toFixed(0);
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
    const first: Opened[] = [];
    for (let n = 0; n < opens; n++) first.push(await cold(address));
    rows.push(row(`${name}, cold`, first));
    const visitor = await Visitor.arrive(browser, product, 'Ravi');
    await visitor.page.addInitScript(watch);
    await seen(visitor, address);
    const again: Opened[] = [];
    for (let n = 0; n < opens; n++) again.push(await seen(visitor, address));
    rows.push(row(`${name}, warm`, again));
    await visitor.leave();
  }
  table(
    `Time to the first row, median of ${opens}`,
    ['ms', 'frame to scripts loaded', 'frame to row painted', 'slowest', 'page to row painted'],
    rows,
  );
});
