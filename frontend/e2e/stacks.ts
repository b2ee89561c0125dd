// The simulated Grafana: its console, how an admin links one of its stacks, and what such a page has
// to look like.

import type { Frame, FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { text } from '../src/text/en';
import { press, type Visitor } from './browser';
import { frames, overflow, settled, violations } from './pages';
import type { Product } from './product';
import { height } from './sizes';

const { form, guide, testing } = text.settings;

/**
 * Stacks is the console of the simulated Grafana, in a window of its own: Chromium hardly draws a
 * page behind another one.
 */
export class Stacks {
  constructor(
    readonly page: Page,
    private readonly product: Product,
  ) {}

  /** open opens a page of the console. */
  async open(path: '' | 'rules' | 'faults' | 'calls'): Promise<void> {
    await this.page.goto(`${this.product.grafana}/console/${path}`);
  }

  /** token returns the token of an account, as the button beside it copies it. */
  async token(account: string, stack = 'payments'): Promise<string> {
    await this.open('');
    const copy = this.page.getByLabel(`Copy the token of ${account} on ${stack}.grafana.net`);
    return (await copy.getAttribute('data-copy')) ?? '';
  }

  /** act presses a button beside a rule of the stack payments. */
  async act(what: 'Set off' | 'Restore', rule: string): Promise<void> {
    await this.open('rules');
    const name = new RegExp(`^${what} ${rule}$`, 'i');
    await press(this.page.getByRole('button', { name }));
    await this.page.getByRole('status').getByText('Done.').waitFor();
  }

  /** delay makes calls for alert rules take some seconds; 0 ends that. */
  async delay(seconds: number): Promise<void> {
    await this.open('faults');
    if (seconds === 0) {
      await press(this.page.getByRole('button', { name: 'Switch all of them off' }));
    } else {
      await this.page.getByLabel('What goes wrong').selectOption('slow');
      await this.page.getByLabel('Delay in seconds').fill(String(seconds));
      await press(this.page.getByRole('button', { name: 'Switch on', exact: true }));
    }
    await this.page.getByRole('status').waitFor();
  }
}

/** describe fills in the guide for a stack, up to its test, with three fields and three clicks. */
export async function describe(
  settings: FrameLocator,
  stack: string,
  token: string,
  name: string,
): Promise<void> {
  await press(settings.getByLabel(form.stacks.kind));
  await settings.getByLabel(form.stacks.stack.label).fill(stack);
  await press(settings.getByRole('button', { name: guide.next, exact: true }));
  await settings.getByLabel(form.stacks.token.label).fill(token);
  await settings.getByLabel(form.name).fill(name);
  await press(settings.getByRole('button', { name: testing.test, exact: true }));
}

/** looksRight checks the first frame of a page at the widths of columns, light and dark. */
export async function looksRight(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  const frame = await ready(visitor);
  for (const theme of ['dark', 'light']) {
    await page.locator('#theme').selectOption(theme);
    await expect
      .poll(() => frame.evaluate(() => document.documentElement.dataset.colorMode))
      .toBe(theme);
    expect(await violations(frame)).toBe('');
    for (const width of [292, 704, 944, 1280]) {
      await page
        .locator('main iframe')
        .first()
        .evaluate((it, width) => {
          it.style.setProperty('width', `${width}px`, 'important');
        }, width);
      await expect.poll(() => frame.evaluate(() => innerWidth)).toBe(width);
      expect(await overflow(frame), `${theme} ${width}`).toBe(0);
    }
  }
  // Until the page has fitted the frame, controls move under the pointer.
  await height(frame);
}

/** ready waits until the first frame of the page has its answer. */
export async function ready({ page }: Visitor): Promise<Frame> {
  await expect.poll(async () => (await frames(page)).length).toBeGreaterThan(0);
  const [frame] = await frames(page);
  if (!frame) throw new Error('the page has no frame of the app');
  return settled(frame);
}
