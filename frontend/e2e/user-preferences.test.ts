// The macro with reduced motion, with forced colours, and from right to left.

import type { Frame, Locator } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, type Visitor } from './browser';
import { connection, macro, overflow, settled, show } from './pages';
import type { Product } from './product';
import { withFixture } from './fixture';
import { FaultInjector } from './faults';

const words = text.macro;
const shapes = ['brief', 'table', 'cards', 'strip', 'badge'];
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

afterEach(async () => {
  await ada.page.emulateMedia({ reducedMotion: null, forcedColors: null });
  await ada.page.setViewportSize({ width: 1280, height: 1600 });
});

/** all shows the checkout alarms in the given layouts, by default in every one. */
async function all(config: object = {}, some = shapes): Promise<Frame[]> {
  const sources = [{ connection: linked, region: 'eu-central-1' }];
  const blocks = some.map((layout) => macro({ sources, layout, title: 'Payments', ...config }));
  const found = await show(ada.page, product, blocks);
  for (const frame of found) await settled(frame);
  return found;
}

/** moving lists the running animations of a frame. */
const moving = (frame: Frame): Promise<string[]> =>
  frame.evaluate(() =>
    document.getAnimations().flatMap(({ effect, playState }) => {
      if (playState !== 'running' || Number(effect?.getComputedTiming().duration) === 0) return [];
      return [effect instanceof KeyframeEffect ? (effect.target?.outerHTML ?? '') : 'something'];
    }),
  );

it('animates nothing with reduced motion', async () => {
  await ada.page.emulateMedia({ reducedMotion: 'reduce' });
  const [table, cards] = await all({ namePrefix: 'ledger-' }, ['table', 'cards']);
  if (!table || !cards) throw new Error('no macros');
  expect(await table.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches)).toBe(
    true,
  );
  await faults.set('ledger-cpu', 'ALARM');
  await faults.begin({ do: 'slow', delay: 3 });
  await press(table.getByRole('button', { name: words.refresh, exact: true }));
  await table.locator('[data-verdict][aria-busy="true"]').waitFor();
  expect(await moving(table)).toEqual([]);
  for (const frame of [table, cards]) {
    await frame.getByText(words.was(text.states.ok)).waitFor();
    expect(await moving(frame)).toEqual([]);
  }
  await faults.end();
});

/**
 * Sign is a drawn state: its form, and how many of its strokes and fills differ from the
 * background.
 */
interface Sign {
  word: string;
  form: string;
  seen: number;
}

/** signs returns the drawn states of a frame's alarms. */
const signs = (frame: Frame): Promise<Sign[]> =>
  frame.locator('[data-verdict] svg, tbody td:first-child svg').evaluateAll((all) =>
    all.map((svg) => {
      let behind: Element | null = svg;
      const paper = (): string =>
        behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)';
      while (behind && /^rgba\(.*, 0\)$|^transparent$/.test(paper())) behind = behind.parentElement;
      const parts = [...svg.querySelectorAll('path, circle')];
      const inks = parts.flatMap((part) => [
        getComputedStyle(part).fill,
        getComputedStyle(part).stroke,
      ]);
      const { width, height } = svg.getBoundingClientRect();
      return {
        word: svg.parentElement?.textContent ?? '',
        form: svg.innerHTML,
        seen:
          width * height > 0 ? inks.filter((ink) => ink !== 'none' && ink !== paper()).length : 0,
      };
    }),
  );

/** ticks counts the drawn signs of some counts, besides the forms of their states. */
const ticks = (counts: Locator): Promise<number> =>
  counts.evaluateAll(
    (all) =>
      all
        .flatMap((it) => [...it.querySelectorAll(':scope > svg path')])
        .filter((path) => {
          const { stroke } = getComputedStyle(path);
          const behind = path.closest('button');
          return (
            stroke !== 'none' && stroke !== (behind && getComputedStyle(behind).backgroundColor)
          );
        }).length,
  );

it('distinguishes states by their form in forced colours', async () => {
  await ada.page.emulateMedia({ forcedColors: 'active' });
  const [table] = await all({}, ['table']);
  if (!table) throw new Error('no macro');
  expect(await table.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
  const drawn = await signs(table);
  expect(drawn.length).toBeGreaterThan(42);
  expect(drawn.filter(({ seen }) => seen === 0)).toEqual([]);
  const formOf = new Map(drawn.map(({ word, form }) => [word, form]));
  const { firing, ok, insufficient } = text.states;
  const forms = [firing, ok, insufficient].map((word) => formOf.get(word));
  expect(forms.every((form) => form !== undefined)).toBe(true);
  expect(new Set(forms).size).toBe(3);
});

it('distinguishes a pressed count by a tick in forced colours', async () => {
  await ada.page.emulateMedia({ forcedColors: 'active' });
  const [brief] = await all({}, ['brief']);
  if (!brief) throw new Error('no macro');
  const counts = brief.locator('[aria-pressed]');
  expect(await counts.count()).toBeGreaterThan(3);
  expect(await ticks(counts)).toBe(0);
  for (const name of [/^\d+ in alarm$/, /^\d+ OK$/]) {
    const count = brief.getByRole('button', { name });
    await press(count);
    await count.and(brief.locator('[aria-pressed="true"]')).waitFor();
    expect(await ticks(count)).toBe(1);
    expect(await ticks(counts)).toBe(1);
  }
});

it('overflows in no layout from right to left', async () => {
  const found = await all();
  for (const frame of found) await frame.evaluate(() => (document.documentElement.dir = 'rtl'));
  for (const width of [1280, 320]) {
    await ada.page.setViewportSize({ width, height: 1600 });
    const spilt = () => Promise.all(found.map(overflow));
    await expect.poll(async () => Math.max(...(await spilt()))).toBeLessThanOrEqual(0);
  }
});
