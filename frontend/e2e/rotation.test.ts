// A rotation of the External ID: a page answers at every step of it, and a connection that did not
// move stops without an instruction to readers.

import type { Browser, Frame, FrameLocator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, putTrust, trust, Visitor } from './browser';
import { withFixture } from './fixture';
import { frames, overflow, violations } from './pages';
import type { Product } from './product';
import { widen } from './sizes';

const { connections, rotation: words, externalId, testing } = text.settings;
const role = 'arn:aws:iam::111122223333:role/PagewatchReadAlarms';
const name = 'Payments production';

let product: Product;
let browser: Browser;
let ada: Visitor;
let ravi: Visitor;
let settings: FrameLocator;
let console: Page;

withFixture(async (fixture) => {
  ({ product, browser, ada } = fixture);
  ravi = await Visitor.arrive(browser, product, 'Ravi');
  console = await ada.page.context().newPage();
  settings = await ada.settings('PAY');
});

/** answers checks that a reader's page shows its alarms. */
async function answers(): Promise<void> {
  await ravi.open('PAY', 'Payments runbook');
  await ravi.frame().getByText('12 in alarm').waitFor();
}

/** state waits until the connection is in a state of the rotation. */
const state = (of: keyof typeof words.states): Promise<void> =>
  settings.getByRole('list', { name: words.list }).getByText(words.states[of].why).waitFor();

/** rotate begins a rotation, and says yes. */
async function rotate(): Promise<void> {
  await press(settings.getByText(words.change, { exact: true }));
  await press(settings.getByRole('button', { name: words.begin }));
  const dialog = settings.getByRole('alertdialog', { name: words.asking.ask });
  await dialog.getByText(name).waitFor();
  await press(dialog.getByRole('button', { name: words.asking.yes }));
}

/** test runs the test of the connection. */
const test = (): Promise<void> =>
  press(settings.getByRole('button', { name: `${connections.test} ${name}`, exact: true }));

/** newest is the External ID that the settings show first. */
async function newest(): Promise<string> {
  const id = settings.getByText(/^pw-[a-z2-7]{26}-[a-z2-7]{26}$/).first();
  return (await id.textContent()) ?? '';
}

it('begins, and stops nothing', async () => {
  await answers();
  const old = await newest();
  await rotate();
  await settings.getByText(/^30 days left, until .*\d{4}\./).waitFor();
  expect(await newest()).not.toBe(old);
  await state('waiting');
  await answers();
  settings = await ada.settings('PAY');
  await state('waiting');
  await answers();
});

it('leaves a connection alone whose role does not know the new External ID', async () => {
  await test();
  await press(settings.getByRole('button', { name: testing.patience.stop }));
  await settings.getByText('AWS does not accept the new External ID yet.').waitFor();
  await state('waiting');
  await answers();
});

it('moves a connection whose role accepts both, and says what is left', async () => {
  const both = settings.getByRole('group', { name: words.trust }).locator('pre');
  await putTrust(console, product, role, (await both.textContent()) ?? '');
  await answers();
  await press(settings.getByRole('button', { name: testing.again }));
  await settings.getByText(testing.advised['refuse-former'].title, { exact: true }).waitFor();
  await state('former-accepted');
  await settings.getByText(testing.passedInPart, { exact: true }).waitFor();
  await answers();
});

it.each(['light', 'dark'])('fits and is accessible at every width, in %s', async (theme) => {
  await ada.page.locator('#theme').selectOption(theme);
  const [frame] = await frames(ada.page);
  if (!frame) throw new Error('no settings');
  for (const width of [320, 480, 768, 1024, 1280]) {
    await widen(ada.page, width);
    expect(await overflow(frame), `${width} px`).toBe(0);
    expect(await violations(frame), `${width} px`).toBe('');
  }
  expect(await outOfReach(frame)).toEqual([]);
});

/** outOfReach lists the buttons of the rotation that the keyboard does not reach, or without name. */
const outOfReach = (frame: Frame): Promise<string[]> =>
  frame
    .getByRole('region', { name: words.running })
    .locator('button')
    .evaluateAll((all) =>
      all
        .filter(
          (it) =>
            !(it instanceof HTMLButtonElement) ||
            it.tabIndex < 0 ||
            (it.getAttribute('aria-label') ?? it.textContent) === '',
        )
        .map((it) => it.outerHTML),
    );

it('ends when AWS refuses the former External ID', async () => {
  settings = await ada.settings('PAY');
  await trust(console, product, role, await newest());
  await answers();
  await test();
  await settings.getByText(words.over).waitFor();
  await settings.getByText(testing.passed['aws-role'], { exact: true }).waitFor();
  await answers();
});

it('stops a connection that did not move, and gives readers no instruction', async () => {
  await rotate();
  await state('waiting');
  await press(settings.getByRole('button', { name: words.end }));
  const dialog = settings.getByRole('alertdialog', { name: words.ask });
  await dialog.getByText(name).waitFor();
  await press(dialog.getByText(words.confirm));
  await press(dialog.getByRole('button', { name: words.yes }));
  await settings.getByText(words.over).waitFor();
  await ravi.open('PAY', 'Payments runbook');
  const page = ravi.frame();
  await page.getByText('A space admin is changing the access to AWS.').first().waitFor();
  expect(await page.locator('body').innerText()).not.toMatch(/policy|External ID|role ARN/);
  await trust(console, product, role, await newest());
  await answers();
  await press(settings.getByText(words.change, { exact: true }));
  await settings.getByText(externalId.other).waitFor();
});
