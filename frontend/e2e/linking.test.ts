// From an empty space to a connection that is proved safe: an admin follows the guide, and every wrong trust policy on the
// way is refused with the words that mend it.

import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { text } from '../src/text/en';
import { launch, putTrust, Visitor } from './browser';
import { Product } from './product';

const { guide, form, testing, connections, linked, receipts } = text.settings;
const { faults } = testing.diagnosis;
const role = 'arn:aws:iam::444455556666:role/PagewatchReadAlarms';

let product: Product;
let browser: Browser;
let lena: Visitor;
let settings: FrameLocator;
let console: Page;
let externalId: string;
let shown: string;

beforeAll(async () => {
  [product, browser] = await Promise.all([Product.start(), launch()]);
  lena = await Visitor.arrive(browser, product, 'Lena');
  console = await lena.page.context().newPage();
});

afterAll(async () => {
  await browser.close();
  await product.stop();
});

/** withCondition is the trust policy that the page shows, with another condition on the External ID, or none. */
function withCondition(operator?: string, value?: string): string {
  const right = /"StringEquals": \{\s*"sts:ExternalId": "[^"]*"\s*\},/;
  expect(shown).toMatch(right);
  return shown.replace(right, operator ? `"${operator}": { "sts:ExternalId": "${value ?? ''}" },` : '');
}

const testNow = (): Promise<void> =>
  settings.getByRole('button', { name: new RegExp(`^(${testing.test}|${testing.again})$`) }).click();

it('begins with what AWS has to be told', async () => {
  settings = await lena.settings('LOG');
  await settings.getByRole('heading', { name: guide.title }).waitFor();
  externalId =
    (await settings
      .getByText(/^pw-[a-z2-7]{26}-[a-z2-7]{26}$/)
      .first()
      .textContent()) ?? '';
  await settings.getByRole('tab', { name: guide.role.tabs.policies }).click();
  const policy = settings.getByRole('group', { name: guide.role.files.trust }).locator('pre');
  shown = (await policy.textContent()) ?? '';
  expect(shown).toContain(externalId);
});

it('waits for a role that does not let Pagewatch in yet, until it is told to stop', async () => {
  await settings.getByLabel(form.name).fill('Logistics staging');
  await settings.getByLabel(form.roleArn).fill(role);
  for (const region of ['eu-central-1', 'us-east-1']) {
    await settings.getByLabel(form.regions).fill(region);
    await settings.getByLabel(form.regions).press('Enter');
  }
  await testNow();
  await settings.getByText(testing.patience.role).waitFor();
  await settings.getByRole('button', { name: testing.patience.stop }).click();
  await settings.getByText(testing.failed).waitFor();
  expect(await settings.getByRole('button', { name: form.saveNew }).isDisabled()).toBe(true);
});

it.each<[string, keyof typeof faults, () => string]>([
  ['no condition', 'no-condition', () => withCondition()],
  ['StringEqualsIfExists', 'if-exists', () => withCondition('StringEqualsIfExists', externalId)],
  ['StringLike "*"', 'any-id', () => withCondition('StringLike', '*')],
  ['StringLike "pw-*"', 'any-pagewatch-id', () => withCondition('StringLike', 'pw-*')],
  [
    'StringLike "pw-<site>-*"',
    'any-space-of-site',
    () => withCondition('StringLike', `pw-${externalId.split('-')[1] ?? ''}-*`),
  ],
])('refuses a trust policy with %s, and says how it should read', async (_, fault, policy) => {
  await putTrust(console, product, role, policy());
  await testNow();
  await settings.getByText(faults[fault]).waitFor();
  const right = await settings.getByRole('group', { name: testing.diagnosis.right }).textContent();
  expect(JSON.parse(shown)).toMatchObject({ Statement: [JSON.parse(`{${right ?? ''}}`)] });
  expect(await settings.getByText(testing.states.untried).count()).toBe(3);
  expect(await settings.getByRole('button', { name: form.saveNew }).isDisabled()).toBe(true);
});

it('saves what passed every step', async () => {
  await putTrust(console, product, role, shown);
  await testNow();
  await settings.getByText(testing.passed['aws-role']).waitFor();
  await settings.getByRole('button', { name: form.saveNew }).click();
  await settings.getByText(linked('Logistics staging')).waitFor();
  const row = settings.getByRole('row', { name: /Logistics staging/ });
  expect(await row.textContent()).toContain('444455556666');
});

it('hands out a receipt of a test, as a file', async () => {
  await settings.getByRole('button', { name: 'Test Logistics staging' }).click();
  await settings.getByText(testing.passed['aws-role']).waitFor();
  await settings.getByRole('row').getByText(testing.states.passed).waitFor();
  const coming = lena.page.waitForEvent('download');
  await settings.getByRole('button', { name: receipts.of('Logistics staging') }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^pagewatch-test-logistics-staging-\d{4}-\d\d-\d\d\.json$/);
  expect(await product.verify(await file.path())).toContain('444455556666');
});

it('issues a new External ID, and the role has to be told', async () => {
  const { externalId: words } = text.settings;
  await settings.getByRole('button', { name: words.issue }).click();
  await settings.getByLabel(words.confirm).check();
  await settings.getByRole('button', { name: words.yes, exact: true }).click();
  await settings.getByText(words.next).waitFor();
  await settings.getByText(connections.untestedSince['aws-role']).waitFor();
  await settings.getByRole('button', { name: 'Test Logistics staging' }).click();
  await settings.getByRole('button', { name: testing.patience.stop }).click();
  await settings.getByText(testing.failed).waitFor();
});

it('has violated no policy', () => {
  expect(product.log).not.toContain('content security policy violated');
});
