// A reader without a right to the alarms gets an answer, not an alarm: one grey line, without a
// retry that could not help.

import type { Browser, Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, Visitor, type Person } from './browser';
import { withFixture } from './fixture';
import { frames, settled, violations } from './pages';
import type { Product } from './product';
import { height } from './sizes';

const { signIn } = text.macro;
let product: Product;
let browser: Browser;
let copy: string;

withFixture(async (fixture) => {
  ({ product, browser } = fixture);
  const { page } = fixture.ada;
  await fixture.ada.open('PAY', 'Payments runbook');
  // Everybody can read Logistics, which has no connection.
  await press(page.getByText('Copy page', { exact: true }));
  await press(page.getByRole('button', { name: 'Logistics' }));
  await page.waitForURL(/\/LOG\/pages\//);
  copy = page.url();
});

/** warnings lists the elements of a frame that have a colour of a warning or of an error. */
const warnings = (frame: Frame): Promise<string[]> =>
  frame.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    const tokens = ['text', 'icon', 'border', 'background'].flatMap((of) =>
      ['warning', 'danger', 'danger-bold'].map((tone) => `var(--ds-${of}-${tone})`),
    );
    const loud = new Set(
      tokens.map((token) => {
        probe.style.color = '';
        probe.style.color = token;
        return getComputedStyle(probe).color;
      }),
    );
    // A token that does not exist leaves the colour of text.
    loud.delete(getComputedStyle(document.body).color);
    probe.remove();
    if (loud.size < 6) throw new Error('these tokens are no colours');
    const inks = ['color', 'backgroundColor', 'borderLeftColor', 'fill', 'stroke'] as const;
    return [...document.querySelectorAll('body *')]
      .filter((it) => inks.some((ink) => loud.has(getComputedStyle(it)[ink])))
      .map((it) => it.outerHTML.slice(0, 200));
  });

it.each<[Person, string]>([
  ['Anonymous', `${signIn.title}: ${signIn.body}`],
  ['Lena', `${signIn.title}: This connection is not in this space.`],
])('%s sees one grey line', async (person, words) => {
  const visitor = await Visitor.arrive(browser, product, person);
  await visitor.page.setViewportSize({ width: 1280, height: 900 });
  await visitor.page.goto(copy);
  const note = visitor.frame().getByRole('note');
  await note.waitFor();
  const [frame] = await frames(visitor.page);
  if (!frame) throw new Error('no macro');
  await settled(frame);
  expect((await note.innerText()).startsWith(words)).toBe(true);
  expect(await frame.locator('[data-verdict]').getAttribute('data-tone')).toBe('neutral');
  expect(await warnings(frame)).toEqual([]);
  expect(await frame.locator('button, a, [role="alert"]').count()).toBe(0);
  expect(await height(frame)).toBe(40);
  expect(await violations(frame)).toBe('');
  await visitor.leave();
});
