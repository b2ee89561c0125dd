// The macro outside of its frame on a page: in an export, and in a sentence.

import { expect, it } from 'vitest';
import { press, type Visitor } from './browser';
import type { Product } from './product';
import { withFixture } from './fixture';

let product: Product;
let ada: Visitor;

withFixture((fixture) => {
  ({ product, ada } = fixture);
});

it('exports live alarms for a person, and none anonymously', async () => {
  await ada.open('PAY', 'Payments runbook');
  const pdf = await ada.exported('PDF');
  expect(pdf).toContain('Firing: 12 of 42 alarms. As of 20');
  expect(pdf).toContain('Payments production, Europe (Frankfurt), account 111122223333');
  expect(await ada.page.locator('.exported tr').count()).toBe(16);
  await ada.page.goBack();
  expect(await ada.exported('Word')).toContain('Firing: 12 of 42 alarms.');
  await ada.page.goBack();
  const history = await ada.exported('Page history');
  expect(history).toContain('Live alarms are not part of this export.');
  expect(history).not.toContain('Firing');
});

it('puts a badge into a sentence', async () => {
  const { page } = ada;
  await page.goto(`${product.site}/wiki/spaces/PAY`);
  await press(page.getByRole('button', { name: 'New page' }));
  await page.getByLabel('Page title').fill('Sentence');
  const sentence = page.getByRole('textbox', { name: 'Paragraph' });
  await sentence.fill('Payments are , says AWS.');
  await sentence.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(13, 13));
  await press(page.getByRole('button', { name: 'Insert', exact: true }));
  await press(page.getByRole('menuitem', { name: /Live alarm badge/ }));
  const modal = ada.dialog();
  await modal.getByLabel('Regions').fill('eu-central-1');
  await modal.getByLabel('Regions').press('Enter');
  await press(modal.getByRole('button', { name: /Save|Insert/ }));
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  expect(await sentence.inputValue()).toBe('Payments are ▣, says AWS.');
  // Cancelling another one changes nothing; deleting the character, below, deletes the badge.
  await sentence.press('End');
  await press(page.getByRole('button', { name: 'Insert', exact: true }));
  await press(page.getByRole('menuitem', { name: /Live alarm badge/ }));
  await press(ada.dialog().getByRole('button', { name: 'Cancel' }));
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  expect(await sentence.inputValue()).toBe('Payments are ▣, says AWS.');
  expect(await page.locator('.inline-strip iframe').count()).toBe(1);
  await press(page.getByRole('button', { name: 'Publish' }));
  await page.getByRole('heading', { name: 'Sentence' }).waitFor();
  const frame = page.locator('main p .macro.inline iframe');
  await frame.waitFor();
  await frame.contentFrame().getByText(/12/).first().waitFor();
  const badge = await ada.exported('PDF');
  expect(badge.replaceAll('\n', ' ')).toMatch(
    /Payments are\s+▲ Firing: 12 of 42 alarms\. As of .*, says AWS\./,
  );
});
