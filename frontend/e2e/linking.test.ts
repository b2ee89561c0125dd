// From an empty space to a tested connection: an admin follows the guide, and the test refuses
// every wrong trust policy and shows its correction.

import type { FrameLocator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, putTrust, Visitor } from './browser';
import { violations } from './pages';
import type { Product } from './product';
import { withFixture } from './fixture';

const { guide, form, testing, connections, linked, receipts, removal } = text.settings;
const { faults } = testing.diagnosis;
const role = 'arn:aws:iam::444455556666:role/PagewatchReadAlarms';

let product: Product;
let lena: Visitor;
let settings: FrameLocator;
let console: Page;
let externalId: string;
let shown: string;

withFixture(async (fixture) => {
  ({ product } = fixture);
  lena = await Visitor.arrive(fixture.browser, product, 'Lena');
  console = await lena.page.context().newPage();
});

/**
 * withCondition returns the trust policy on the page with another condition on the External ID, or
 * none.
 */
function withCondition(operator?: string, value?: string): string {
  const right = /"StringEquals": \{\s*"sts:ExternalId": "[^"]*"\s*\},/;
  expect(shown).toMatch(right);
  return shown.replace(
    right,
    operator ? `"${operator}": { "sts:ExternalId": "${value ?? ''}" },` : '',
  );
}

/** enter presses a control by keyboard. */
const enter = (role: 'button' | 'tab', name: string | RegExp): Promise<void> =>
  settings.getByRole(role, { name, exact: true }).press('Enter');

const testNow = (): Promise<void> =>
  enter('button', new RegExp(`^(${testing.test}|${testing.again})$`));

it('begins with the values for AWS', async () => {
  settings = await lena.settings('LOG');
  await settings.getByRole('heading', { name: guide.title }).waitFor();
  externalId =
    (await settings
      .getByText(/^pw-[a-z2-7]{26}-[a-z2-7]{26}$/)
      .first()
      .textContent()) ?? '';
  await enter('tab', guide.role.tabs.policies);
  const policy = settings.getByRole('group', { name: guide.role.files.trust }).locator('pre');
  shown = (await policy.textContent()) ?? '';
  expect(shown).toContain(externalId);
});

it('retries a role that does not trust Pagewatch yet, until stopped', async () => {
  await enter('button', guide.next);
  await settings.getByLabel(form.roleArn).fill(role);
  await settings.getByLabel(form.name).fill('Logistics staging');
  for (const region of ['eu-central-1', 'us-east-1']) {
    await settings.getByLabel(form.regions).fill(region);
    await settings.getByLabel(form.regions).press('Enter');
  }
  await testNow();
  await settings.getByText(testing.patience.role).waitFor();
  await enter('button', testing.patience.stop);
  await settings.getByText(testing.failed, { exact: true }).waitFor();
  expect(await settings.getByRole('button', { name: form.saveNew }).count()).toBe(0);
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
])('refuses a trust policy with %s, and shows its correction', async (_, fault, policy) => {
  await putTrust(console, product, role, policy());
  await testNow();
  await settings.getByText(faults[fault], { exact: true }).waitFor();
  const right = await settings.getByRole('group', { name: testing.diagnosis.right }).textContent();
  expect(JSON.parse(shown)).toMatchObject({ Statement: [JSON.parse(`{${right ?? ''}}`)] });
  expect(await settings.getByText(testing.states.untried).count()).toBe(3);
  expect(await settings.getByRole('button', { name: form.saveNew }).count()).toBe(0);
});

it('saves after every step has passed', async () => {
  await putTrust(console, product, role, shown);
  await testNow();
  await settings.getByText(testing.passed['aws-role'], { exact: true }).waitFor();
  await enter('button', form.saveNew);
  await settings.getByText(linked('Logistics staging')).waitFor();
  const row = settings.getByRole('row', { name: /Logistics staging/ });
  expect(await row.textContent()).toContain('444455556666');
});

it('downloads the receipt of a test', async () => {
  await enter('button', 'Test Logistics staging');
  await settings.getByText(testing.passed['aws-role'], { exact: true }).waitFor();
  await settings
    .getByRole('row', { name: /^Logistics staging/ })
    .getByText(testing.states.passed)
    .waitFor();
  const coming = lena.page.waitForEvent('download');
  await enter('button', receipts.of('Logistics staging'));
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(
    /^pagewatch-test-logistics-staging-\d{4}-\d\d-\d\d\.json$/,
  );
  expect(await product.verify(await file.path())).toContain('444455556666');
});

it('links the keys of a user, under a name of its own', async () => {
  await enter('button', connections.add);
  await settings.getByLabel(form.user).press('Space');
  await enter('button', guide.next);
  await settings.getByLabel(form.name).fill('Logistics staging');
  await settings.getByLabel(form.accessKeyId).fill('AKIALOCALREADALARMS0');
  await settings.getByLabel(form.secret).fill('local/simulation/only/alarm/reader/00000');
  await settings.getByLabel(form.regions).fill('eu-central-1');
  await settings.getByLabel(form.regions).press('Enter');
  await testNow();
  await settings.getByText(form.wrong.nameTaken).waitFor();
  await settings.getByLabel(form.name).fill('Logistics by keys');
  await testNow();
  await settings
    .getByText(`${testing.steps.identity}: ${testing.account('444455556666')}`)
    .first()
    .waitFor();
  await settings.getByText(testing.passed['aws-user'], { exact: true }).waitFor();
  await enter('button', form.saveNew);
  await settings.getByText(linked('Logistics by keys')).waitFor();
});

it('issues a new External ID, which the role needs', async () => {
  const { externalId: words } = text.settings;
  await press(settings.getByText(text.settings.rotation.change, { exact: true }));
  await enter('button', words.issue);
  await settings.getByLabel(words.confirm).press('Space');
  await enter('button', words.yes);
  await settings.getByText(words.next).waitFor();
  await settings.getByText(connections.untestedSince['aws-role']).waitFor();
  await enter('button', 'Test Logistics staging');
  await enter('button', testing.patience.stop);
  await settings.getByText(testing.failed, { exact: true }).waitFor();
});

it('removes a connection, with a signed receipt', async () => {
  await enter('button', 'Remove Logistics by keys');
  await enter('button', removal.yes);
  const coming = lena.page.waitForEvent('download');
  await enter('button', receipts.removal);
  expect(await product.verify(await (await coming).path())).toContain('Logistics by keys');
});

it('passes axe, in light and dark', async () => {
  await enter('button', connections.add);
  await settings.getByRole('heading', { name: guide.title }).waitFor();
  const frame = lena.page.frames().find((it) => it.url().startsWith(product.cdn));
  if (!frame) throw new Error('the page has no frame of the app');
  for (const theme of ['light', 'dark']) {
    await lena.page.locator('#theme').selectOption(theme);
    await expect
      .poll(() => frame.evaluate(() => document.documentElement.dataset.colorMode))
      .toBe(theme);
    expect(await violations(frame)).toBe('');
  }
});

it('has violated no policy', () => {
  expect(product.log).not.toContain('content security policy violated');
});
