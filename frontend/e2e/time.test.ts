// What time does to a macro that is left open: it asks less often while AWS asks for patience, and
// what was well when it was asked is not called well for ever.

import type { Browser, Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { Visitor } from './browser';
import { connection, macro, settled, show } from './pages';
import type { Product } from './product';
import { withFixture } from './fixture';
import { FaultInjector } from './faults';

let product: Product;
let browser: Browser;
let faults: FaultInjector;
let linked: string;

withFixture(async (fixture) => {
  ({ product, browser } = fixture);
  faults = new FaultInjector(fixture.ada.page, product);
  await fixture.ada.open('PAY', 'Payments runbook');
  linked = await connection(fixture.ada.page);
});

/** leftOpen shows one macro to somebody whose clock can be moved, and counts how often it asks. */
async function leftOpen(
  config: object,
): Promise<{ visitor: Visitor; frame: Frame; asked: () => number }> {
  const visitor = await Visitor.arrive(browser, product, 'Ada');
  await visitor.page.context().clock.install();
  let asked = 0;
  visitor.page.on('request', (request) => {
    if (request.url().endsWith('/v1/stream')) asked += 1;
  });
  const sources = [{ connection: linked, region: 'eu-central-1' }];
  const [frame] = await show(visitor.page, product, [macro({ sources, ...config })]);
  if (!frame) throw new Error('no macro');
  await settled(frame);
  return { visitor, frame, asked: () => asked };
}

it('asks half as often while AWS throttles', async () => {
  await faults.begin({ do: 'throttled', region: 'eu-central-1' });
  const { visitor, frame, asked } = await leftOpen({ refresh: 60 });
  const { clock } = visitor.page.context();
  await clock.fastForward('01:10');
  // Whatever it asked for would have left before this is answered.
  await visitor.page.request.get(product.site);
  expect(asked()).toBe(1);
  await faults.end();
  await clock.fastForward('01:00');
  await frame.getByText('12 in alarm').waitFor();
  expect(asked()).toBe(2);
  await visitor.leave();
});

it('calls nothing well that was asked long ago', async () => {
  const { visitor, frame } = await leftOpen({ namePrefix: 'sessions-' });
  const tone = (): Promise<string | null> =>
    frame.locator('[data-verdict="ok"]').getAttribute('data-tone');
  expect(await tone()).toBe('success');
  await visitor.page.context().clock.fastForward('06:00');
  await expect.poll(tone).toBe('neutral');
  await visitor.leave();
});
