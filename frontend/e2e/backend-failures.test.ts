// What readers see when the stream or the backend fails, and when a source is outside its fence.

import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, type Visitor } from './browser';
import { connection, macro, rows as rowsOf, settled, show } from './pages';
import type { Product } from './product';
import { withFixture } from './fixture';
import { FaultInjector } from './faults';

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

const source = (region: string, of = linked) => ({ connection: of, region });

async function one(config: object): Promise<Frame> {
  const [frame] = await show(ada.page, product, [macro({ layout: 'table', ...config })]);
  if (!frame) throw new Error('no macro');
  return frame;
}

const rows = (frame: Frame): Promise<number> => rowsOf(frame).count();
const verdict = (frame: Frame): Promise<string | null> =>
  frame.locator('[data-verdict]').first().getAttribute('data-verdict');

it('marks a cut answer, keeps its rows, and retries', async () => {
  await ada.page.route('**/v1/stream', async (route) => {
    const response = await route.fetch();
    const lines = (await response.text()).split('\n');
    // The header and thirty alarms, the last one truncated.
    await route.fulfill({ response, body: lines.slice(0, 32).join('\n').slice(0, -20) });
  });
  const frame = await settled(await one({ sources: [source('eu-central-1')] }));
  await frame.getByText(words.cutShort).waitFor();
  await frame.getByText(words.incomplete).waitFor();
  await frame.getByText(/^At least \d+ in alarm$/).waitFor();
  expect(await rows(frame)).toBe(30);
  await ada.page.unroute('**/v1/stream');
  await press(frame.getByRole('button', { name: new RegExp(`^${words.retry}`) }));
  await expect.poll(() => rows(frame)).toBe(42);
  expect(await frame.getByText(words.cutShort).count()).toBe(0);
});

it('shows the same rows without a stream', async () => {
  const asked: string[] = [];
  await ada.page.route('**/v1/stream', (route, request) => {
    asked.push(request.method());
    return route.abort();
  });
  const frame = await settled(
    await one({ sources: [source('eu-central-1'), source('eu-west-1')] }),
  );
  expect(await rows(frame)).toBe(54);
  expect(asked).toEqual(['POST']);
  await ada.page.unroute('**/v1/stream');
  // The tab stores the refusal; a new tab tries again.
  await frame.evaluate(() => sessionStorage.clear());
});

it('shows the other sources beside one outside its fence', async () => {
  // The macro has a Region outside the fence, as after the fence was narrowed.
  const frame = await settled(
    await one({ sources: [source('eu-central-1'), source('eu-west-2')] }),
  );
  const note = frame.getByRole('note');
  await note.getByText('A space admin decides what a connection shows').waitFor();
  expect(await note.count()).toBe(1);
  expect(await verdict(frame)).toBe('firing');
  await frame.getByText(words.incomplete).waitFor();
  expect(await rows(frame)).toBe(42);
  // A retry would not change it.
  expect(await note.getByRole('button').count()).toBe(0);
  expect(await frame.getByRole('alert').count()).toBe(0);
});

it('shows nothing after the reader has signed out', async () => {
  const frame = await settled(await one({ sources: [source('eu-west-1')] }));
  expect(await rows(frame)).toBe(12);
  // Another tab of the same browser signs in Lena, who has no access to this space.
  const tab = await ada.page.context().newPage();
  await tab.goto(product.site);
  await press(tab.getByLabel('Switch person'));
  await press(tab.getByRole('button', { name: /^\W*\w* ?Lena/ }));
  await tab.getByLabel(/Signed in as Lena/).waitFor();
  await press(frame.getByRole('button', { name: words.refresh, exact: true }));
  await frame.getByRole('note').waitFor();
  await settled(frame);
  expect(await rows(frame)).toBe(0);
  expect(await verdict(frame)).toBe('unknown');
  await press(tab.getByLabel('Switch person'));
  await press(tab.getByRole('button', { name: /^\W*\w* ?Ada/ }));
  await tab.getByLabel(/Signed in as Ada/).waitFor();
  await tab.close();
});

it('keeps the rows when the backend dies during the answer', async () => {
  await faults.begin({ do: 'slow', region: 'eu-west-1', delay: 60 });
  const frame = await one({ sources: [source('eu-central-1'), source('eu-west-1')] });
  await expect.poll(() => rows(frame)).toBe(42);
  await product.restart();
  await frame.getByText(words.unanswered).waitFor();
  await settled(frame);
  expect(await rows(frame)).toBe(42);
  expect(await verdict(frame)).toBe('firing');
  await frame.getByText(words.incomplete).waitFor();
});
