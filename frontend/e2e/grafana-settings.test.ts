// A stack in a space that has no connection yet, from nothing to its removal.

import type { FrameLocator } from 'playwright-core';
import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, Visitor } from './browser';
import { withFixture } from './fixture';
import type { Product } from './product';
import { describe, looksRight, Stacks } from './stacks';

const { settings } = text;
const { connections, form, receipts, removal, testing } = settings;
const name = 'Logistics Grafana';
let product: Product;
let lena: Visitor;
let stacks: Stacks;
let page: FrameLocator;

withFixture(async (fixture) => {
  ({ product } = fixture);
  lena = await Visitor.arrive(fixture.browser, product, 'Lena');
  stacks = new Stacks(await fixture.browser.newPage(), product);
});

const token = (account: string, stack = 'logistics'): Promise<string> =>
  stacks.token(account, stack);

/** testNow presses the button of a test, whatever it is called now. */
const testNow = (): Promise<void> =>
  press(page.getByRole('button', { name: new RegExp(`^(${testing.test}|${testing.again})$`) }));

const enter = (button: string): Promise<void> =>
  press(page.getByRole('button', { name: button, exact: true }));

it('names the right field for every bad token', async () => {
  page = await lena.settings('LOG');
  const valid = await token('viewer');
  await describe(page, 'logistics.grafana.net', 'glc_eyJvIjoi', name);
  const { token: wrong } = form.stacks.wrong;
  const field = page.getByLabel(form.stacks.token.label);
  const error = page.locator('#connection-token-error');
  await error.getByText(wrong.policy).waitFor();
  const damaged = valid.slice(0, -1) + (valid.endsWith('0') ? '1' : '0');
  for (const [wrongToken, sentence] of [
    [damaged, wrong.damaged],
    [valid.slice(0, 30), wrong.incomplete(30)],
    [await token('expired'), 'has expired'],
    [await token('revoked'), 'has been revoked'],
    [await token('disabled'), 'is disabled'],
    [await token('viewer', 'payments'), 'A token of another stack does not work.'],
  ] as const) {
    await field.fill(wrongToken);
    await testNow();
    await error.getByText(sentence).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
  }
  await field.fill(await token('no-folder'));
  await testNow();
  await page.getByText(testing.stacks.faults.rights.title, { exact: true }).waitFor();
});

it('links what a token sees, within folders, until its day', async () => {
  await page.getByLabel(form.stacks.token.label).fill(await token('viewer'));
  await testNow();
  await page.getByText(testing.passed.grafana, { exact: true }).waitFor();
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel(form.stacks.expires.label).fill(day);
  await press(page.getByLabel(form.stacks.folders.some));
  await press(page.getByLabel('Warehouse'));
  await page.getByText(form.stacks.folders.changed).waitFor();
  await testNow();
  await page.getByText(testing.passed.grafana, { exact: true }).waitFor();
  await press(page.getByRole('button', { name: form.saveNew }));
  await page.getByText(settings.linked(name)).waitFor();
  const row = page.getByRole('row', { name: /^Logistics Grafana/ });
  expect(await row.innerText()).toContain('Warehouse');
  await row.getByText(settings.stacks.expiry.soon(5)).waitFor();
});

it('takes a new token in place of the old one', async () => {
  await enter(`${connections.renew} ${name}`);
  await page.getByText(form.stacks.renewIntro).waitFor();
  await page.getByLabel(form.stacks.token.label).fill(await token('editor'));
  await testNow();
  await page.getByText(testing.remarked, { exact: true }).waitFor();
  await page.getByText(testing.stacks.notes.grafana_token_broad.message).first().waitFor();
  await looksRight(lena);
  await enter(form.save);
  await page.getByText(settings.stacks.renewed(name)).waitFor();
  const row = page.getByRole('row', { name: new RegExp(`^${name}`) });
  await row.getByText(testing.stacks.notes.grafana_token_broad.short).waitFor();
});

it('is renamed without a test, tested again, and removed with its receipt', async () => {
  await enter(`${connections.edit} ${name}`);
  await page.getByLabel(form.name).fill('Warehouse');
  await enter(form.save);
  await page.getByText(settings.saved('Warehouse')).waitFor();
  await enter(`${connections.test} Warehouse`);
  await page.getByText(testing.remarked, { exact: true }).waitFor();
  await enter(`${connections.remove} Warehouse`);
  await page.getByText(settings.stacks.removal.stays.grafana).waitFor();
  await enter(removal.yes);
  await page.getByText(/^Warehouse is removed\. Erased: its token/).waitFor();
  const coming = lena.page.waitForEvent('download');
  await enter(receipts.removal);
  expect(await product.verify(await (await coming).path())).toContain('logistics.grafana.net');
  expect(product.log).not.toContain('glsa_');
});
