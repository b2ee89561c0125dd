// The list of connections: a panel below its connection, for the keyboard, for assistive technology
// and in every theme.

import type { Frame } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, Visitor } from './browser';
import { withFixture } from './fixture';
import { button, violations } from './pages';
import type { Product } from './product';
import { listAlso, settingsFrame } from './settings';
import { height, widen } from './sizes';

const { guide, receipts, removal, testing } = text.settings;
let product: Product;
let ada: Visitor;
let ravi: Visitor;

withFixture(async (fixture) => {
  ({ product, ada } = fixture);
  ravi = await Visitor.arrive(fixture.browser, product, 'Ravi');
  await listAlso(ada.page);
});

afterEach(async () => {
  await ada.page.emulateMedia({ forcedColors: null });
  await ada.page.setViewportSize({ width: 1280, height: 1600 });
});

async function open(): Promise<Frame> {
  await (await ada.settings('PAY')).getByRole('table').waitFor();
  return settingsFrame(ada.page);
}

/**
 * faults lists the findings of axe. Those on the input of the Regions are no faults: the whole field
 * is its target.
 */
async function faults(frame: Frame): Promise<string[]> {
  const found = (await violations(frame, 'target-size')).split('\n');
  return found.filter((it) => it !== '' && !/^target-size <input .*role="combobox"/.test(it));
}

/** testOf starts the test of a saved connection and waits for its result. */
async function testOf(frame: Frame, name: string): Promise<void> {
  await press(button(frame, `Test ${name}`));
  await button(frame, testing.again).waitFor();
}

it.each(['Payments production', 'Keys of the old account'])(
  'keeps %s on the screen while it is tested',
  async (name) => {
    await ada.page.setViewportSize({ width: 1280, height: 900 });
    const frame = await open();
    await testOf(frame, name);
    const row = await frame.getByRole('row', { name: new RegExp(`^${name}`) }).boundingBox();
    const result = await frame.getByRole('group', { name: testing.title }).boundingBox();
    if (!row || !result) throw new Error('the row or the result is not on the page');
    expect(row.y).toBeGreaterThanOrEqual(0);
    expect(result.y).toBeGreaterThan(row.y + row.height);
    expect(result.y + result.height).toBeLessThanOrEqual(900);
  },
);

it('names every control with its connection', async () => {
  const frame = await open();
  for (const row of await frame.locator('tbody tr').all()) {
    const name = await row.getByRole('rowheader').locator('bdi').innerText();
    await row.getByRole('rowheader', { name, exact: true }).waitFor();
    const labels = await row
      .getByRole('button')
      .evaluateAll((all) => all.map((it) => it.getAttribute('aria-label') ?? ''));
    expect(labels.length).toBeGreaterThan(0);
    expect(labels.filter((label) => !label.endsWith(name))).toEqual([]);
  }
  await button(frame, receipts.of('Payments production')).waitFor();
});

it.each(['light', 'dark'])('has no violation of axe with a panel open, in %s', async (theme) => {
  const frame = await open();
  await ada.page.locator('#theme').selectOption(theme);
  await expect
    .poll(() => frame.evaluate(() => document.documentElement.dataset.colorMode))
    .toBe(theme);
  await testOf(frame, 'Payments production');
  expect(await faults(frame)).toEqual([]);
  await press(button(frame, 'Remove Keys of the old account'));
  await button(frame, removal.no).waitFor();
  expect(await faults(frame)).toEqual([]);
  await press(button(frame, 'Edit Payments production'));
  expect(await faults(frame)).toEqual([]);
  await press(button(frame, text.settings.connections.add));
  await press(button(frame, guide.next));
  await press(button(frame, guide.role.title));
  await press(button(frame, testing.test));
  expect(await faults(frame)).toEqual([]);
});

it('has targets of at least 24 pixels', async () => {
  const frame = await open();
  await press(button(frame, text.settings.connections.add));
  await press(button(frame, guide.next));
  await press(button(frame, guide.role.title));
  for (const width of [300, 944]) {
    await widen(ada.page, width);
    const small = await frame.locator('button, summary, label:has(input)').evaluateAll((all) =>
      all
        .filter((it) => {
          const { width, height } = it.getBoundingClientRect();
          return it.checkVisibility() && Math.min(width, height) < 24;
        })
        .map((it) => it.outerHTML.slice(0, 200)),
    );
    expect(small).toEqual([]);
  }
});

it('shows the result of every step by its form, in forced colours', async () => {
  await ada.page.emulateMedia({ forcedColors: 'active' });
  const frame = await open();
  const formOf = async (state: string): Promise<string> => {
    const icon = frame.locator(`li[data-state="${state}"] svg`).first();
    const ink = await icon.evaluate((it) => getComputedStyle(it).color);
    expect(ink).not.toBe(
      await frame.evaluate(() => getComputedStyle(document.body).backgroundColor),
    );
    return icon.innerHTML();
  };
  await testOf(frame, 'Payments production');
  const passed = await formOf('passed');
  await press(button(frame, testing.close));
  await testOf(frame, 'Keys of the old account');
  expect(new Set([passed, await formOf('inconclusive'), await formOf('untried')]).size).toBe(3);
});

it('shows buttons and the chosen tab by a line, in forced colours', async () => {
  await ada.page.emulateMedia({ forcedColors: 'active' });
  const frame = await open();
  const add = button(frame, text.settings.connections.add);
  expect(await add.evaluate((it) => getComputedStyle(it).outlineStyle)).toBe('solid');
  await press(add);
  const lines = await frame
    .getByRole('tab')
    .evaluateAll((all) => all.map((it) => getComputedStyle(it).borderBottomColor));
  expect(lines.indexOf(lines[0] ?? '', 1)).toBe(-1);
  expect(new Set(lines.slice(1)).size).toBe(1);
});

it('tells a reader in one grey line who can see it', async () => {
  await ada.settings('PAY');
  await ravi.page.goto(ada.page.url());
  const note = ravi.frame().getByRole('note');
  await note.waitFor();
  const frame = await settingsFrame(ravi.page);
  expect(await frame.locator('button, [role="alert"]').count()).toBe(0);
  expect(await note.evaluate((it) => it.clientHeight)).toBeLessThanOrEqual(44);
  expect(await violations(frame)).toBe('');
  expect(await height(frame)).toBeLessThan(120);
});
