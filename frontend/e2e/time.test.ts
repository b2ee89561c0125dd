// A macro that stays open: it refreshes less often while AWS throttles, and an old OK loses its
// green.

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

/** leftOpen shows one macro to a visitor with a fake clock, and counts its requests. */
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
  // Any request of the macro would be sent before this one is answered.
  await visitor.page.request.get(product.site);
  expect(asked()).toBe(1);
  await faults.end();
  await clock.fastForward('01:00');
  await frame.getByText('12 in alarm').waitFor();
  expect(asked()).toBe(2);
  await visitor.leave();
});

it('shows no old answer as green', async () => {
  const { visitor, frame } = await leftOpen({ namePrefix: 'sessions-' });
  const tone = (): Promise<string | null> =>
    frame.locator('[data-verdict="ok"]').getAttribute('data-tone');
  expect(await tone()).toBe('success');
  await visitor.page.context().clock.fastForward('06:00');
  await expect.poll(tone).toBe('neutral');
  await visitor.leave();
});
