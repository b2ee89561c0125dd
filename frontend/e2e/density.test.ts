// The place that a macro takes on a page: a runbook stays readable beside its alarms.

import type { Frame } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { text } from '../src/text/en';
import type { Visitor } from './browser';
import { connection, macro, rows, settled, show } from './pages';
import type { Product } from './product';
import { height, widen } from './sizes';
import { withFixture } from './fixture';

const words = text.macro;
const places = ['eu-central-1', 'us-east-1', 'eu-west-1', 'ap-southeast-1'] as const;
let product: Product;
let ada: Visitor;
let linked: string;

withFixture(async (fixture) => {
  ({ product, ada } = fixture);
  await ada.open('PAY', 'Payments runbook');
  linked = await connection(ada.page);
  await ada.page.setViewportSize(wide);
});

afterEach(() => ada.page.setViewportSize(wide));

/** The frame of a macro is 944 pixels wide on the wide page and 292 on the narrow one. */
const wide = { width: 1280, height: 900 };
const narrow = { width: 320, height: 900 };

/** one shows a macro of some Regions with all that its answer has. */
async function one(regions: readonly string[], config: object = {}): Promise<Frame> {
  const sources = regions.map((region) => ({ connection: linked, region }));
  const [frame] = await show(ada.page, product, [macro({ sources, ...config })]);
  if (!frame) throw new Error('no macro');
  await settled(frame);
  if (regions.includes('us-east-1')) await frame.getByText(words.truncatedFiring).waitFor();
  return frame;
}

/** heights returns the height of a frame on the wide page and on the narrow one. */
async function heights(frame: Frame): Promise<[number, number]> {
  const broad = await height(frame);
  expect(await frame.evaluate(() => innerWidth)).toBe(944);
  await ada.page.setViewportSize(narrow);
  await expect.poll(() => frame.evaluate(() => innerWidth)).toBe(292);
  return [broad, await height(frame)];
}

describe('the usual macro', () => {
  it.each([
    ['42 alarms, 12 of them firing', ['eu-central-1'], {}, [360, 560]],
    ['340 alarms, 12 of them firing', ['us-east-1'], {}, [420, 600]],
    ['12 alarms, all OK', ['eu-west-1'], {}, [40, 64]],
    ['12 alarms, all OK, refreshed by itself', ['eu-west-1'], { refresh: 60 }, [40, 64]],
  ])('is low with %s', async (_, regions, config, most) => {
    const got = await heights(await one(regions, config));
    for (const [place, px] of got.entries()) expect(px).toBeLessThanOrEqual(most[place] ?? 0);
  });

  it('leaves the first step of a runbook on the screen', async () => {
    await ada.open('PAY', 'Payments runbook');
    const frame = await ada.page.locator('main iframe').elementHandle();
    const content = await frame.contentFrame();
    if (!content) throw new Error('no macro');
    await settled(content);
    await height(content);
    const step = ada.page.getByRole('heading', { name: 'If checkout returns errors' });
    const top = (await step.boundingBox())?.y ?? Infinity;
    expect(await ada.page.evaluate(() => scrollY)).toBe(0);
    expect(top).toBeLessThan(wide.height);
  });

  it('begins its rows near its top with four sources', async () => {
    const frame = await one(places);
    await frame.getByText(words.answered(4)).waitFor();
    const top = await rows(frame)
      .first()
      .evaluate((it) => it.getBoundingClientRect().top);
    expect(top).toBeLessThanOrEqual(140);
  });

  it('takes little for a group', async () => {
    const plain = await height(await one(['eu-central-1']));
    const frame = await one(['eu-central-1'], { groupBy: 'prefix' });
    const groups = await frame.getByRole('heading', { level: 2 }).count();
    expect(groups).toBeGreaterThan(1);
    expect(await rows(frame).count()).toBe(7);
    expect(await height(frame)).toBeLessThanOrEqual(plain + 32 * groups);
  });
});

it('is one line as a strip, and two on a narrow page', async () => {
  const frame = await one(['eu-central-1'], { layout: 'strip' });
  for (let width = 480; width <= 944; width += 29) {
    await widen(ada.page, width);
    expect(await height(frame), `${width} pixels`).toBe(40);
  }
  await widen(ada.page, 292);
  expect(await height(frame)).toBeLessThanOrEqual(64);
});
