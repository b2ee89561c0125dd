// The guide that links an account: little at first sight, few clicks, and every error on its field.

import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, trust, Visitor } from './browser';
import { countEffort } from './effort';
import { withFixture } from './fixture';
import { button } from './pages';
import type { Product } from './product';
import { settingsFrame } from './settings';
import { height, widen } from './sizes';

const { connections, externalId, form, guide, linked, testing } = text.settings;
const role = 'arn:aws:iam::777788889999:role/PagewatchReadAlarms';
let product: Product;
let ada: Visitor;
let lena: Visitor;

withFixture(async (fixture) => {
  ({ product, ada } = fixture);
  lena = await Visitor.arrive(fixture.browser, product, 'Lena');
});

/** open opens the settings of a space with connections, or of one without. */
async function open(space: 'PAY' | 'LOG'): Promise<Frame> {
  const visitor = space === 'PAY' ? ada : lena;
  const settings = await visitor.settings(space);
  await settings.getByRole('heading', { name: externalId.title, exact: true }).waitFor();
  return settingsFrame(visitor.page);
}

const words = (frame: Frame): Promise<number> =>
  frame.evaluate(() => document.body.innerText.split(/\s+/).filter(Boolean).length);

it.each(['PAY', 'LOG'] as const)('shows little at first sight, in %s', async (space) => {
  const frame = await open(space);
  if (space === 'PAY') await press(button(frame, connections.add));
  await frame.getByRole('heading', { name: guide.title }).waitFor();
  await widen(frame.page(), 944);
  expect(await height(frame)).toBeLessThanOrEqual(1400);
  expect(await words(frame)).toBeLessThanOrEqual(450);
  expect(await frame.getByRole('list', { name: testing.list }).count()).toBe(0);
});

it('shows every empty field at the test, and asks nothing', async () => {
  const frame = await open('LOG');
  await press(button(frame, guide.next));
  await press(button(frame, testing.test));
  for (const [label, error] of [
    [form.roleArn, form.wrong.roleArn('aws')],
    [form.name, form.wrong.name],
    [form.regions, form.wrong.regions],
  ] as const) {
    const field = frame.getByLabel(label, { exact: true });
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const [id = ''] = ((await field.getAttribute('aria-describedby')) ?? '').split(' ');
    expect(await frame.locator(`[id="${id}"]`).textContent()).toBe(error);
  }
  expect(await frame.locator(':focus').getAttribute('id')).toBe('connection-roleArn');
  expect(await frame.getByRole('list', { name: testing.list }).count()).toBe(0);
});

it('links an account in six clicks', async () => {
  const frame = await open('PAY');
  const id = await frame.getByText(/^pw-[a-z2-7]{26}-[a-z2-7]{26}$/).textContent();
  const console = await ada.page.context().newPage();
  await trust(console, product, role, id ?? '');
  await console.close();
  const effort = await countEffort(frame);

  await press(button(frame, connections.add));
  await press(button(frame, guide.next));
  // The field has the focus.
  await ada.page.keyboard.insertText(role);
  expect(await frame.getByLabel(form.name).inputValue()).toBe('Account 777788889999');
  await press(frame.getByLabel(form.regions));
  await press(frame.getByRole('option', { name: /Frankfurt/ }));
  await press(button(frame, testing.test));
  await frame.getByText(testing.unseen['aws-role']).first().waitFor();
  await press(button(frame, form.saveNew));

  await frame.getByText(linked('Account 777788889999')).waitFor();
  expect((await effort()).clicks).toBe(6);
});
