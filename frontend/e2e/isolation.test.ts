// Guarantees of the browser about the app's frames: they cannot reach the page around them, and
// comply with their content security policy.

import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { press, type Visitor } from './browser';
import type { Product } from './product';
import { withFixture } from './fixture';
import { rows } from './pages';

let product: Product;
let ada: Visitor;

withFixture((fixture) => {
  ({ product, ada } = fixture);
});

/** macro returns the frame of the macro on the runbook, with alarms in it. */
async function macro(): Promise<Frame> {
  await ada.open('PAY', 'Payments runbook');
  await rows(ada.frame()).first().waitFor();
  const found = ada.page.frames().find((f) => f.url().startsWith(product.cdn));
  if (!found) throw new Error('the page has no frame of the app');
  return found;
}

it('keeps the macro in its frame', async () => {
  const frame = await macro();
  const reach = await frame.evaluate(() => {
    const attempts = [
      () => parent.document.title,
      () => parent.location.href,
      () => parent.localStorage.length,
    ];
    return attempts.map((attempt) => {
      try {
        return `read ${String(attempt())}`;
      } catch (error) {
        return error instanceof Error ? error.name : 'refused';
      }
    });
  });
  expect(reach).toEqual(['SecurityError', 'SecurityError', 'SecurityError']);
  expect(
    await frame.evaluate(() =>
      Object.keys(localStorage).concat(Object.values(localStorage)).join(),
    ),
  ).not.toMatch(/checkout|arn:|pw-/);
});

it("violates no content security policy, on any of the app's pages", async () => {
  const complaint = 'content security policy violated';
  const settings = await ada.settings('PAY');
  await press(settings.getByRole('button', { name: 'Add a connection' }));
  await ada.open('PAY', 'Payments runbook');
  await press(ada.page.getByRole('link', { name: 'Edit' }));
  await press(ada.page.getByRole('button', { name: 'Edit Live alarms' }));
  await ada.dialog().getByRole('button', { name: 'Save' }).waitFor();
  expect(product.log).not.toContain(complaint);
  // Negative test: a violation does reach the log.
  const frame = await macro();
  await frame.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'void 0';
    document.head.append(script);
  });
  await expect.poll(() => product.log).toContain(complaint);
});
