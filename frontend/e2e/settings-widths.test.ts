// No state of the settings scrolls sideways, at any width of the frame, wherever the focus is.

import type { Frame } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, Visitor } from './browser';
import { withFixture } from './fixture';
import { button, overflow } from './pages';
import { listAlso, settingsFrame } from './settings';
import { widen } from './sizes';

const { externalId, form, guide, removal, rotation, testing } = text.settings;
let ada: Visitor;
let lena: Visitor;

withFixture(async (fixture) => {
  ({ ada } = fixture);
  lena = await Visitor.arrive(fixture.browser, fixture.product, 'Lena');
});

beforeAll(async () => {
  await listAlso(ada.page);
  for (const { page } of [ada, lena]) await page.setViewportSize({ width: 1800, height: 2000 });
});

/** several opens the settings of a space with connections of every kind. */
async function several(): Promise<Frame> {
  await (await ada.settings('PAY')).getByRole('table').waitFor();
  return settingsFrame(ada.page);
}

/** empty opens the settings of a space without connections. */
async function empty(): Promise<Frame> {
  await (await lena.settings('LOG')).getByRole('heading', { name: guide.title }).waitFor();
  return settingsFrame(lena.page);
}

/** focusAll focuses one control after the other, and returns the farthest that the frame scrolls. */
const focusAll = (frame: Frame): Promise<number> =>
  frame.evaluate(() => {
    const controls = [...document.querySelectorAll<HTMLElement>('a, button, input, textarea')];
    const more = [...document.querySelectorAll<HTMLElement>('summary, [tabindex="0"]')];
    const { documentElement: page } = document;
    return Math.max(
      ...[...controls, ...more].map((it) => {
        it.focus();
        return Math.max(page.scrollLeft, page.scrollWidth - page.clientWidth);
      }),
    );
  });

/** tabThrough presses Tab until the focus leaves the frame, and returns how far it scrolled. */
async function tabThrough(frame: Frame): Promise<number> {
  const page = frame.page();
  await frame.locator('button').first().focus();
  let farthest = 0;
  for (let stops = 0; stops < 100; stops++) {
    await page.keyboard.press('Tab');
    const isInside = await page.evaluate(() => document.activeElement?.tagName === 'IFRAME');
    if (!isInside) return farthest;
    farthest = Math.max(farthest, await frame.evaluate(() => document.documentElement.scrollLeft));
  }
  throw new Error('the focus does not leave the frame');
}

/** spilt lists the widths at which a frame scrolls sideways. */
async function spilt(frame: Frame): Promise<string[]> {
  const bad: string[] = [];
  for (let width = 300; width <= 1440; width += 10) {
    await widen(frame.page(), width);
    const [still, focused] = [await overflow(frame), await focusAll(frame)];
    if (still !== 0 || focused !== 0) bad.push(`${width} pixels: ${still}, focused ${focused}`);
  }
  return bad;
}

const states: [string, () => Promise<Frame>][] = [
  ['connections of every kind', several],
  [
    'a removal',
    async () => {
      const frame = await several();
      await press(frame.getByRole('button', { name: /^Remove Logistics/ }));
      await button(frame, removal.no).waitFor();
      return frame;
    },
  ],
  [
    'a change that needs a test',
    async () => {
      const frame = await several();
      await press(frame.getByRole('button', { name: /^Edit Logistics/ }));
      await frame.getByLabel(form.roleArn).fill(`arn:aws:iam::777788889999:role/${'x'.repeat(99)}`);
      await press(frame.getByText(form.setUp));
      return frame;
    },
  ],
  [
    'a test of a saved connection',
    async () => {
      const frame = await several();
      await press(frame.getByRole('button', { name: 'Test Payments production' }));
      await frame.getByText(testing.passed['aws-role']).first().waitFor();
      return frame;
    },
  ],
  [
    'a new External ID',
    async () => {
      const frame = await several();
      await press(frame.getByText(rotation.change, { exact: true }));
      await press(button(frame, externalId.issue));
      await button(frame, externalId.no).waitFor();
      return frame;
    },
  ],
  [
    'the guide with a template',
    async () => {
      const frame = await empty();
      await press(frame.getByRole('tab', { name: guide.role.tabs.policies }));
      for (const look of await frame.getByText(guide.role.look).all()) await press(look);
      return frame;
    },
  ],
  [
    'the guide for keys, with wrong fields',
    async () => {
      const frame = await empty();
      await press(frame.getByLabel(form.user));
      await press(button(frame, guide.next));
      await press(button(frame, testing.test));
      await frame.getByText(form.wrong.accessKeyId).waitFor();
      return frame;
    },
  ],
  [
    'a failed test',
    async () => {
      const frame = await empty();
      await press(button(frame, guide.next));
      await frame
        .getByLabel(form.roleArn)
        .fill('arn:aws:iam::444455556666:role/PagewatchReadAlarms');
      await frame.getByLabel(form.regions).fill('eu-central-1');
      await frame.getByLabel(form.regions).press('Enter');
      await press(button(frame, testing.test));
      await press(button(frame, testing.patience.stop));
      await frame.getByText(testing.failed, { exact: true }).waitFor();
      return frame;
    },
  ],
];

it.each(states)('%s', async (_, open) => {
  const frame = await open();
  expect(await spilt(frame)).toEqual([]);
  for (const width of [300, 970, 1200]) {
    await widen(frame.page(), width);
    expect(await tabThrough(frame)).toBe(0);
  }
});

it('finds a frame that scrolls', async () => {
  const frame = await several();
  await frame.locator('h1').evaluate((it) => (it.style.width = '1435px'));
  expect(await spilt(frame)).toHaveLength(114);
});
