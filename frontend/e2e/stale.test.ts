// A failed refresh takes nothing from a reader but the claim: the rows stay with their age, and
// nothing is green. Only a denial takes the rows away.

import type { Frame } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, type Visitor } from './browser';
import { FaultInjector } from './faults';
import { withFixture } from './fixture';
import { button, connection, macro, rows, settled, show } from './pages';
import type { Product } from './product';

const words = text.macro;
const region = 'eu-central-1';
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

afterEach(() => faults.end());

const refresh = (frame: Frame): Promise<void> => press(button(frame, words.refresh));
const verdict = (frame: Frame): Promise<string | null> =>
  frame.locator('[data-verdict]').getAttribute('data-verdict');

/** greens lists the elements of a frame that anything green is drawn of. */
const greens = (frame: Frame): Promise<string[]> =>
  frame.evaluate(() => {
    const isGreen = (colour: string): boolean => {
      const [r = 0, g = 0, b = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return alpha > 0 && g > r + 8 && g > b + 8;
    };
    const inks = ['color', 'backgroundColor', 'borderLeftColor', 'fill', 'stroke'] as const;
    return [...document.querySelectorAll('body *')]
      .filter((it) => it.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      .filter((it) => inks.some((ink) => isGreen(getComputedStyle(it)[ink])))
      .map((it) => it.outerHTML.slice(0, 200));
  });

describe.each([
  ['brief', 7],
  ['table', 42],
])('a %s', (layout, count) => {
  let frame: Frame;

  beforeEach(async () => {
    const sources = [{ connection: linked, region }];
    const [found] = await show(ada.page, product, [macro({ sources, layout })]);
    if (!found) throw new Error('no macro');
    frame = await settled(found);
    expect(await rows(frame).count()).toBe(count);
    expect(await greens(frame)).not.toEqual([]);
  });

  it('keeps its rows after a failed refresh, and claims nothing', async () => {
    await faults.begin({ do: 'failing', region });
    await refresh(frame);
    await frame.getByText(/^12 in alarm as of .*\d.*, refresh failed$/).waitFor();
    await frame.getByRole('alert').getByText('AWS has a problem of its own.').waitFor();
    await settled(frame);
    expect(await rows(frame).count()).toBe(count);
    expect(await verdict(frame)).toBe('unknown');
    expect(await greens(frame)).toEqual([]);
    await faults.end();
    await refresh(frame);
    await button(frame, words.headlines.firing(12)).waitFor();
    expect(await verdict(frame)).toBe('firing');
    expect(await rows(frame).count()).toBe(count);
    expect(await frame.getByRole('alert').count()).toBe(0);
    expect(await greens(frame)).not.toEqual([]);
  });

  it('keeps none after AWS has denied them, until it allows them again', async () => {
    await faults.begin({ do: 'failing', region });
    await refresh(frame);
    await frame.getByText(/refresh failed$/).waitFor();
    await faults.end();
    await faults.begin({ do: 'denied', region });
    await refresh(frame);
    await frame.getByText(words.headlines['not-permitted'](0)).waitFor();
    await settled(frame);
    expect(await rows(frame).count()).toBe(0);
    expect(await verdict(frame)).toBe('unknown');
    expect(await greens(frame)).toEqual([]);
    expect(await frame.locator('body').innerText()).not.toContain('checkout');
    await faults.end();
    await refresh(frame);
    await button(frame, words.headlines.firing(12)).waitFor();
    expect(await rows(frame).count()).toBe(count);
  });
});
