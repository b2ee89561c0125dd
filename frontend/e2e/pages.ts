// Pages with macros, created without the editor, and the content of a macro's frame.

import axe from 'axe-core';
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { text } from '../src/text/en';
import { Fields } from '../src/wire/fields';
import { press } from './browser';
import type { Product } from './product';

/**
 * Block is a paragraph or a macro of a page. A U+FFFC in a paragraph's text is the position of an
 * inline macro.
 */
export type Block =
  { type: 'p'; text: string; inline?: Placed[] } | { type: 'macro'; macro: Placed };

/** Placed is a macro with its configuration. */
export interface Placed {
  localId: string;
  module: string;
  config: object;
}

/** placed returns a macro; absent members have the modal's defaults. */
export function placed(config: object, module = 'alarms'): Placed {
  const usual = { v: 1, namePrefix: '', states: ['ALARM', 'INSUFFICIENT_DATA', 'OK'] };
  return { localId: crypto.randomUUID(), module, config: { ...usual, ...config } };
}

/** macro returns a block with one macro. */
export function macro(config: object): Block {
  return { type: 'macro', macro: placed(config) };
}

/** publish creates a page in Payments and opens it. */
export async function publish(page: Page, product: Product, blocks: Block[]): Promise<void> {
  await page.goto(`${product.site}/wiki/spaces/PAY`);
  await press(page.getByRole('button', { name: 'New page' }));
  await page.locator('#publish').waitFor();
  const made = new Fields(JSON.parse(await page.locator('#data').innerText()), 'data').raw('page');
  const fields = new Fields(made, 'page');
  const reply = await page.request.put(`${product.site}/wiki/pages/${fields.string('id')}`, {
    headers: { origin: product.site },
    data: { title: `Macros ${fields.string('id')}`, version: fields.raw('version'), blocks },
  });
  const answer = new Fields(await reply.json(), `answer ${reply.status()}`);
  await page.goto(`${product.site}${answer.string('location')}`);
}

/** connection returns the id of the demonstration's connection. */
export async function connection(page: Page): Promise<string> {
  const data = await page.locator('#data').innerText();
  return /"connection":"(c-[a-z2-7]+)"/.exec(data)?.[1] ?? '';
}

/** frames returns the app's frames on the page, in order. */
export async function frames(page: Page): Promise<Frame[]> {
  const elements = await page.locator('main iframe').elementHandles();
  const found = await Promise.all(elements.map((element) => element.contentFrame()));
  return found.filter((frame) => frame !== null);
}

/** show publishes a page of macros, waits until each has loaded, and returns their frames. */
export async function show(page: Page, product: Product, blocks: Block[]): Promise<Frame[]> {
  await publish(page, product, blocks);
  const count = blocks.reduce(
    (sum, it) => sum + (it.type === 'macro' ? 1 : (it.inline ?? []).length),
    0,
  );
  await expect.poll(async () => (await frames(page)).length).toBe(count);
  return frames(page);
}

/** oneRegion shows a macro of one connection in Frankfurt, in a layout, and waits for its answer. */
export async function oneRegion(
  page: Page,
  product: Product,
  linked: string,
  layout: string,
): Promise<Frame> {
  const sources = [{ connection: linked, region: 'eu-central-1' }];
  const [frame] = await show(page, product, [macro({ sources, layout })]);
  if (!frame) throw new Error('no macro');
  return settled(frame);
}

/** settled waits until a macro has its answer, whatever the outcome. */
export async function settled(frame: Frame): Promise<Frame> {
  await frame.locator('[aria-busy="false"]').first().waitFor();
  return frame;
}

/** rows are the alarms that a list shows on the screen. */
export const rows = (frame: Frame | FrameLocator): Locator =>
  frame.locator('tr[data-row="screen"]');

/** button is the button with exactly this name. */
export const button = (frame: Frame | FrameLocator, name: string): Locator =>
  frame.getByRole('button', { name, exact: true });

/** row is the row of an alarm. */
export const row = (frame: Frame | FrameLocator, name: string): Locator =>
  rows(frame).filter({ has: frame.getByRole('button', { name, exact: true }) });

/** unfold opens the details of an alarm and returns them. */
export async function unfold(frame: Frame | FrameLocator, name: string): Promise<Locator> {
  const toggle = button(frame, name);
  await press(toggle);
  await toggle.and(frame.locator('[aria-expanded="true"]')).waitFor();
  return frame.locator(`[id="${(await toggle.getAttribute('aria-controls')) ?? ''}"]`);
}

/** openTools opens the search, the grouping and the copies. */
export const openTools = (frame: Frame): Promise<void> =>
  press(button(frame, text.macro.moreTools));

/** overflow returns by how many pixels a frame's content overflows horizontally. */
export function overflow(frame: Frame): Promise<number> {
  return frame.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/**
 * violations lists the findings of axe in a frame, with all colour transitions finished. It applies
 * the further rules too, which axe leaves out by default.
 */
export async function violations(frame: Frame, ...further: string[]): Promise<string> {
  await frame.evaluate(axe.source);
  await frame.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
    }
  });
  const rules = Object.fromEntries(further.map((rule) => [rule, { enabled: true }]));
  // axe is loaded in the frame.
  const script = `axe.run(document, ${JSON.stringify({ rules })}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html)).join('\\n'))`;
  return frame.evaluate<string>(script);
}
