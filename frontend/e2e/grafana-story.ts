// Alert rules beside alarms: an admin links a stack, an author pastes a rule's address and adds an
// AWS account, a reader sees both, and Grafana gets nothing but GETs. It is the same for every
// deployment target.

import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, Visitor } from './browser';
import { countEffort } from './effort';
import type { Fixture } from './fixture';
import { frames, row, rows } from './pages';
import type { Product } from './product';
import { settingsFrame } from './settings';
import { ready, Stacks } from './stacks';

const { config, macro: words, settings: admin } = text;
const rule = 'Checkout is slow';

/** Cast is what the story needs, and what it leaves for further tests. */
export interface Cast extends Fixture {
  ravi: Visitor;
  stacks: Stacks;
  /** The address of the page with both. */
  both: string;
}

/** cast lets the people of the story arrive. */
export async function cast(fixture: Fixture): Promise<Cast> {
  const { browser, product } = fixture;
  const ravi = await Visitor.arrive(browser, product, 'Ravi');
  const stacks = new Stacks(await browser.newPage(), product);
  return { ...fixture, ravi, stacks, both: '' };
}

/** paste pastes a text into the empty paragraph of a new page. */
export async function paste({ page }: Visitor, product: Product, pasted: string): Promise<void> {
  await page.goto(`${product.site}/wiki/spaces/PAY`);
  await press(page.getByRole('button', { name: 'New page' }));
  await page.getByLabel('Page title').fill('Checkout');
  await page.getByRole('textbox', { name: 'Paragraph' }).evaluate((area, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const how = { clipboardData, bubbles: true, cancelable: true };
    area.dispatchEvent(new ClipboardEvent('paste', how));
  }, pasted);
}

/** grafanaStory defines the tests for the cast that begins it. */
export function grafanaStory(of: () => Cast): void {
  it('links a stack after seven steps, with eight clicks and three fields at most', async () => {
    const { ada, stacks } = of();
    const token = await stacks.token('viewer');
    const settings = await ada.settings('PAY');
    await settings.getByRole('button', { name: admin.connections.add }).waitFor();
    const effort = await countEffort(await settingsFrame(ada.page));
    await press(settings.getByRole('button', { name: admin.connections.add }));
    await press(settings.getByLabel(admin.form.stacks.kind));
    const address = settings.getByLabel(admin.form.stacks.stack.label);
    await press(address);
    await ada.page.keyboard.insertText('https://payments.grafana.net/dashboards?x=1');
    await press(settings.getByRole('button', { name: admin.guide.next, exact: true }));
    // The field has the focus.
    await ada.page.keyboard.insertText(token);
    const name = settings.getByLabel(admin.form.name);
    expect(await name.inputValue()).toBe('Grafana payments');
    await name.press('ControlOrMeta+a');
    await ada.page.keyboard.insertText('Payments Grafana');
    await press(settings.getByRole('button', { name: admin.testing.test, exact: true }));
    await settings.getByText(admin.testing.passed.grafana, { exact: true }).waitFor();
    for (const step of Object.values(admin.testing.stacks.steps))
      expect(await settings.getByText(step).count(), step).toBeGreaterThan(0);
    await press(settings.getByRole('button', { name: admin.form.saveNew }));
    await settings.getByText(admin.linked('Payments Grafana')).waitFor();
    const { clicks, fields } = await effort();
    expect(clicks).toBeGreaterThan(0);
    expect(clicks).toBeLessThanOrEqual(8);
    expect(fields).toEqual(['connection-stack', 'connection-token', 'connection-name']);
    const row = await settings.getByRole('row', { name: /Payments Grafana/ }).innerText();
    expect(row).toContain('payments.grafana.net');
    expect(row).toContain(admin.stacks.everyFolder);
  });

  it('shows the rule of a pasted address beside alarms of AWS', async () => {
    const cast = of();
    const { ada, product } = cast;
    const { page } = ada;
    const address = 'https://payments.grafana.net/alerting/grafana/r-checkout-latency/view?tab=x';
    await paste(ada, product, address);
    await ada.frame().getByText('Payments Grafana').first().waitFor();
    await press(page.getByRole('button', { name: 'Edit Live alarms' }));
    const modal = ada.dialog();
    await modal.getByText(config.pasted).waitFor();
    await press(modal.getByRole('button', { name: 'Save' }));
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await ada.frame().getByRole('button', { name: rule, exact: true }).waitFor();
    await press(page.getByRole('button', { name: 'Edit Live alarms' }));
    await press(modal.getByRole('button', { name: config.addSource }));
    const second = modal.getByLabel(config.nth(config.connection, 2));
    await second.fill('Payments production');
    await second.press('Enter');
    await modal.getByLabel(config.places).fill('eu-central-1');
    await modal.getByLabel(config.places).press('Enter');
    await modal.getByText(words.answered(2)).waitFor();
    await press(modal.getByRole('button', { name: 'Save' }));
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
    await press(page.getByRole('button', { name: 'Publish' }));
    await page.getByRole('heading', { name: 'Checkout', level: 1 }).waitFor();
    expect(await page.locator('#data').innerText()).toContain(
      '"alerts":{"rules":["r-checkout-latency"]},"account":"payments.grafana.net"',
    );
    cast.both = page.url();
  });

  it('counts both in one verdict for a reader', async () => {
    const { ravi, both } = of();
    await ravi.page.goto(both);
    const frame = await ready(ravi);
    await frame.getByRole('button', { name: words.headlines.firing(12) }).waitFor();
    await frame.getByRole('button', { name: words.counts.pending(1) }).waitFor();
    const more = frame.getByRole('button', { name: /^Show \d+ more$/ });
    await press(more);
    const found = row(frame, rule);
    expect(await found.innerText()).toContain('Production/Checkout');
    expect(await found.innerText()).toContain('3 of 3 instances');
  });

  it('delays no row of AWS while Grafana is silent', async () => {
    const { ravi, stacks, both } = of();
    await stacks.delay(12);
    const began = Date.now();
    await ravi.page.goto(both);
    const [frame] = await frames(ravi.page);
    await frame?.getByText(words.asking).first().waitFor();
    await rows(ravi.frame()).first().waitFor();
    expect(await ravi.frame().getByText(words.asking).count()).toBeGreaterThan(0);
    expect(Date.now() - began).toBeLessThan(10_000);
    await stacks.delay(0);
  });

  it('sees a rule that is set off, and sent nothing but GETs', async () => {
    const { ravi, stacks, both } = of();
    await stacks.act('Set off', rule);
    await ravi.page.goto(both);
    const frame = await ready(ravi);
    await frame.getByRole('button', { name: words.headlines.firing(13) }).waitFor();
    await stacks.act('Restore', rule);
    await stacks.open('calls');
    await stacks.page.getByText(/^All \d+ requests were reads \(GET\)\.$/).waitFor();
    const calls = stacks.page.getByRole('region', { name: 'Requests' });
    expect(await calls.getByText('/api/prometheus/grafana/api/v1/rules').count()).toBeGreaterThan(
      0,
    );
    expect(await calls.innerText()).not.toContain('glsa_');
  });
}
