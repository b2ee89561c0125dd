// No macro scrolls sideways, whatever the width of its frame and whatever it shows.

import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, type Visitor } from './browser';
import { FaultInjector } from './faults';
import { withFixture } from './fixture';
import { button, connection, macro, openTools, overflow, settled, show } from './pages';
import type { Product } from './product';
import { widen } from './sizes';

const words = text.macro;
let product: Product;
let ada: Visitor;
let faults: FaultInjector;
let linked: string;

withFixture(async (fixture) => {
  ({ product, ada } = fixture);
  faults = new FaultInjector(ada.page, product);
  await ada.open('PAY', 'Payments runbook');
  linked = await connection(ada.page);
});

/** The layouts on one page: alone, then with several sources. */
const looks = [
  { layout: 'brief', title: 'Payments', refresh: 60 },
  { layout: 'table', refresh: 60 },
  { layout: 'cards' },
  { layout: 'strip', title: 'Payments', refresh: 60 },
];

/** all shows every layout with one source and with several. */
async function all(): Promise<Frame[]> {
  const [frankfurt, ...others] = ['eu-central-1', 'us-east-1', 'eu-west-1', 'ap-southeast-1'].map(
    (region) => ({ connection: linked, region }),
  );
  const blocks = [[frankfurt], [frankfurt, ...others]].flatMap((sources) =>
    looks.map((look) => macro({ sources, ...look })),
  );
  const found = await show(ada.page, product, blocks);
  for (const frame of found) await settled(frame);
  return found;
}

/** unfoldAll opens the list of strips, the toolbar, the sources, and the details of an alarm. */
async function unfoldAll(found: readonly Frame[]): Promise<void> {
  for (const frame of found) {
    const strip = button(frame, words.strip.open);
    if ((await strip.count()) > 0) await press(strip);
    await openTools(frame);
    const sources = frame.locator('summary');
    if ((await sources.count()) > 0) await press(sources);
    await press(button(frame, 'payments-overall'));
  }
}

/** spilt lists the frames that scroll sideways, by their width and place, at every width. */
async function spilt(found: readonly Frame[]): Promise<string[]> {
  const bad: string[] = [];
  await place('fixed');
  for (let width = 292; width <= 1800; width += 52) {
    await widen(ada.page, width);
    for (const [place, px] of (await Promise.all(found.map(overflow))).entries()) {
      if (px > 0) bad.push(`${width} pixels, macro ${place}: ${px}`);
    }
  }
  await place('static');
  return bad;
}

/**
 * place positions all frames. Chromium resizes no frame that is out of sight, and each of the fixed
 * ones is at the top of the window.
 */
async function place(position: 'fixed' | 'static'): Promise<void> {
  await ada.page.locator('main iframe').evaluateAll((all, to) => {
    for (const it of all) it.style.cssText += `; position: ${to}; inset: 0 auto auto 0`;
  }, position);
}

it('fits, folded and unfolded', async () => {
  const found = await all();
  expect(await spilt(found)).toEqual([]);
  await unfoldAll(found);
  expect(await spilt(found)).toEqual([]);
});

it('fits with an answer from before a failed refresh', async () => {
  const found = await all();
  await faults.begin({ do: 'failing' });
  for (const frame of found) {
    await press(button(frame, words.refresh));
    await frame.locator('[data-verdict="unknown"][aria-busy="false"]').waitFor();
  }
  await faults.end();
  await unfoldAll(found);
  expect(await spilt(found)).toEqual([]);
});

it('fits with an answer that is cut', async () => {
  await ada.page.route('**/v1/stream', async (route) => {
    const response = await route.fetch();
    const lines = (await response.text()).split('\n');
    await route.fulfill({ response, body: lines.slice(0, 32).join('\n').slice(0, -20) });
  });
  const found = await all();
  for (const frame of found) await frame.getByText(/^At least /).waitFor();
  await ada.page.unroute('**/v1/stream');
  expect(await spilt(found)).toEqual([]);
});
