// No press on a control is lost: not right after the choice of a Region, and not when the page
// moves under a resting pointer.

import type { FrameLocator, Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { text } from '../src/text/en';
import { bringIntoView, press, type Visitor } from './browser';
import { connection, frames, macro, settled, show } from './pages';
import type { Product } from './product';
import { withFixture } from './fixture';

const { form, guide, testing, connections } = text.settings;
const role = 'arn:aws:iam::777788889999:role/PagewatchReadAlarms';
let product: Product;
let ada: Visitor;
let page: Page;

withFixture((fixture) => {
  ({ product, ada } = fixture);
  ({ page } = ada);
});

/** pointAt moves the pointer to the middle of a control with a stable position. */
async function pointAt(control: Locator): Promise<void> {
  await bringIntoView(control);
  const box = await control.boundingBox();
  if (!box) throw new Error('the control is not on the page');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
}

/**
 * during presses a control, triggers a change, and releases without moving. It returns the distance
 * that the control moved.
 */
async function during(control: Locator, happen: () => Promise<unknown>): Promise<number> {
  const top = async (): Promise<number> => (await control.boundingBox())?.y ?? NaN;
  await pointAt(control);
  const before = await top();
  await page.mouse.down();
  await happen();
  await expect.poll(top).not.toBe(before);
  const after = await top();
  await page.mouse.up();
  return after - before;
}

describe('the settings', () => {
  let settings: FrameLocator;

  beforeEach(async () => {
    settings = await ada.settings('PAY');
    await press(settings.getByRole('button', { name: connections.add }));
    await press(settings.getByRole('button', { name: guide.next, exact: true }));
    await settings.getByLabel(form.roleArn).fill(role);
  });

  const button = (name: string): Locator => settings.getByRole('button', { name, exact: true });

  it('take every press right after a choice', async () => {
    const regions = settings.getByLabel(form.regions);
    const tops = new Set<number | undefined>();
    // A space may ask ten steps at once, and each round asks one or two.
    for (let round = 0; round < 6; round++) {
      await regions.fill(round % 2 === 0 ? 'eu-north-1' : 'eu-central-1');
      await pointAt(button(testing.test));
      tops.add((await button(testing.test).boundingBox())?.y);
      // Sent concurrently: the press follows the choice within milliseconds.
      await Promise.all([page.keyboard.press('Enter'), page.mouse.down(), page.mouse.up()]);
      await button(testing.testing).waitFor();
      // A change resets the test. Odd rounds choose a second Region, even ones the first.
      await regions.focus();
      if (round % 2 === 1) await regions.press('Backspace');
      await regions.press('Backspace');
      await button(testing.test).waitFor();
    }
    expect(tops.size).toBe(1);
  });

  it('take a press while the content above grows', async () => {
    await settings.getByLabel(form.regions).fill('eu-north-1');
    await settings.getByLabel(form.regions).press('Enter');
    const intro = settings.getByText(text.settings.intro);
    const moved = await during(button(testing.test), () =>
      intro.evaluate((it) => (it.style.paddingBottom = '60px')),
    );
    expect(moved).toBeGreaterThan(40);
    await button(testing.testing).waitFor();
  });
});

it('takes a press on a macro while the one above grows', async () => {
  await ada.open('PAY', 'Payments runbook');
  const sources = [{ connection: await connection(page), region: 'eu-central-1' }];
  let answer = (): void => undefined;
  const held = new Promise<void>((done) => (answer = done));
  let asked = 0;
  await ada.frame().locator('[aria-busy="false"]').first().waitFor();
  await page.route('**/v1/stream', async (route) => {
    asked += 1;
    if (route.request().frame() === (await frames(page))[0]) await held;
    await route.continue();
  });
  const [above, below] = await show(page, product, [
    macro({ sources }),
    macro({ sources, namePrefix: 'ledger-' }),
  ]);
  if (!above || !below) throw new Error('no macros');
  await settled(below);
  const refresh = below.getByRole('button', { name: text.macro.refresh, exact: true });
  const moved = await during(refresh, () => {
    answer();
    return settled(above);
  });
  expect(moved).toBeGreaterThan(100);
  await expect.poll(() => asked).toBe(3);
});
