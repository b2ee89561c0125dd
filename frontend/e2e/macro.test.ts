// The macro in a reader's browser: every layout, the choices that make no call, failures, and the
// cost.

import type { Frame, Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, type Visitor } from './browser';
import {
  button,
  connection,
  macro,
  openTools,
  overflow,
  placed,
  rows,
  settled,
  show as showOn,
  unfold,
  violations,
  type Block,
} from './pages';
import type { Product } from './product';
import { withFixture } from './fixture';

const words = text.macro;
let product: Product;
let ada: Visitor;
let frankfurt: { connection: string; region: string };
let virginia: typeof frankfurt;
const streams: string[] = [];

withFixture(async (fixture) => {
  ({ product, ada } = fixture);
  ada.page.on('request', (request) => {
    if (request.url().endsWith('/v1/stream')) streams.push(request.url());
  });
  await ada.open('PAY', 'Payments runbook');
  const id = await connection(ada.page);
  frankfurt = { connection: id, region: 'eu-central-1' };
  virginia = { connection: id, region: 'us-east-1' };
});

/** show publishes a page of macros and waits until each has its answer. */
async function show(...blocks: Block[]): Promise<Frame[]> {
  const all = await showOn(ada.page, product, blocks);
  for (const frame of all) await settled(frame);
  return all;
}

async function one(config: object): Promise<Frame> {
  const [frame] = await show(macro({ sources: [frankfurt], ...config }));
  if (!frame) throw new Error('no macro');
  return frame;
}

describe('the table', () => {
  it('shows every fact of an answer', async () => {
    const frame = await one({ layout: 'table' });
    await button(frame, words.headlines.firing(12)).waitFor();
    await button(frame, words.counts.silent(7)).waitFor();
    expect(await rows(frame).count()).toBe(42);
    const details = await unfold(frame, 'checkout-5xx');
    await details.getByText('AWS/ApplicationELB HTTPCode_Target_5XX_Count').waitFor();
    await details.getByRole('img', { name: /^Values seen: .*threshold/ }).waitFor();
    expect(
      await details.getByRole('link', { name: /in the AWS console$/ }).getAttribute('href'),
    ).toMatch(
      /^https:\/\/eu-central-1\.console\.aws\.amazon\.com\/cloudwatch\/home\?region=eu-central-1#alarmsV2:alarm\//,
    );
    const composite = await unfold(frame, 'checkout-customer-impact');
    await composite.getByText(words.tree.tripped).first().waitFor();
    // The details of one alarm at a time.
    expect(await details.count()).toBe(0);
    for (const label of ['Actions off', 'Partial data', /^Suppressed by /]) {
      expect(await frame.getByText(label).count(), String(label)).toBeGreaterThan(0);
    }
    const silent = await unfold(frame, 'webhooks-4xx');
    await silent.getByText('No actions set').waitFor();
    await frame.getByTitle(/1 call, \d+ ms/).waitFor();
  });

  it('links descriptions to https alone', async () => {
    const frame = await one({ layout: 'table' });
    const details = await unfold(frame, 'checkout-5xx');
    const hrefs = (of: Locator): Promise<string[]> =>
      of.locator('a').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
    expect((await hrefs(details)).filter((it) => it.includes('wiki.example.com'))).toHaveLength(2);
    const outside = (await hrefs(frame.locator('table'))).filter((it) => it.includes('wiki.'));
    expect(outside.length).toBeGreaterThan(2);
    expect(
      (await hrefs(frame.locator('table'))).filter((it) => !it.startsWith('https://')),
    ).toEqual([]);
  });

  it('filters without a call', async () => {
    const frame = await one({ layout: 'table', states: ['ALARM'] });
    expect(await rows(frame).count()).toBe(12);
    await frame.getByText(words.hidden(30)).waitFor();
    const before = streams.length;
    await press(button(frame, words.counts.ok(22)));
    await expect.poll(() => rows(frame).count()).toBe(22);
    await press(button(frame, words.counts.ok(22)));
    await expect.poll(() => rows(frame).count()).toBe(42);
    await openTools(frame);
    await frame.getByRole('searchbox').fill('no such word');
    await frame.getByText(words.matching(0, 42)).waitFor();
    await frame.getByText(words.allHidden(42)).waitFor();
    await press(frame.getByRole('button', { name: words.clear }));
    await expect.poll(() => rows(frame).count()).toBe(42);
    await frame.getByLabel(words.tools.group).selectOption('composite');
    await frame.getByRole('heading', { name: /^checkout-customer-impact/ }).waitFor();
    expect(streams.length).toBe(before);
  });

  it('loads more where AWS has more', async () => {
    const frame = await one({ layout: 'table', sources: [virginia] });
    // The first hundred and the alarms of the second answer, which has all that fire.
    await frame.getByText(words.truncated(108)).waitFor();
    expect(await rows(frame).count()).toBe(108);
    await press(button(frame, words.loadMore));
    await expect.poll(() => rows(frame).count()).toBeGreaterThan(108);
  });
});

it('makes one call for macros with the same question', async () => {
  streams.length = 0;
  const all = await show(
    macro({ sources: [frankfurt], namePrefix: 'ledger-' }),
    macro({ sources: [frankfurt], namePrefix: 'ledger-', layout: 'strip' }),
    {
      type: 'p',
      text: 'And \uFFFC here.',
      inline: [placed({ sources: [frankfurt], namePrefix: 'ledger-' }, 'alarm-badge')],
    },
  );
  expect(all).toHaveLength(3);
  expect(streams).toHaveLength(1);
});

describe('a missing alarm', () => {
  it('is explained, and the filter can be left out', async () => {
    const frame = await one({ namePrefix: 'zzz' });
    await frame.getByText(words.noneMatch(words.filters.namePrefix('zzz'))).waitFor();
    expect(await frame.locator('[data-verdict]').getAttribute('data-verdict')).toBe('unknown');
    await press(frame.getByRole('button', { name: words.widen }));
    await frame.getByText('12 in alarm').waitFor();
    await frame.getByText(words.widened).waitFor();
  });

  it('is never green with "firing only"', async () => {
    const frame = await one({ namePrefix: 'zzz', query: { firingOnly: true } });
    await frame.getByText(words.headlines['none-firing']()).waitFor();
    expect(await frame.locator('[data-verdict]').getAttribute('data-tone')).toBe('neutral');
  });

  it('does not hide the others', async () => {
    const frame = await one({
      sources: [frankfurt, { connection: 'c-gone', region: 'eu-central-1' }],
    });
    await frame.getByText('This connection is not in this space.').first().waitFor();
    await frame.getByText(words.atLeast(words.headlines.firing(12))).waitFor();
    await frame.getByText(words.incomplete).waitFor();
    // Asking again would not bring it back.
    expect(await frame.getByRole('button', { name: /^Try again/ }).count()).toBe(0);
  });
});

describe('every shape', () => {
  const shapes = ['brief', 'table', 'cards', 'strip', 'badge'] as const;

  it.each(shapes)(
    '%s: axe finds nothing, in light and dark, on wide pages and narrow ones',
    async (layout) => {
      const config = { sources: [frankfurt], layout, title: 'Payments', refresh: 60 };
      const [frame] = await show(macro(config));
      if (!frame) throw new Error('no macro');
      for (const theme of ['dark', 'light']) {
        await ada.page.locator('#theme').selectOption(theme);
        await expect
          .poll(() => frame.evaluate(() => document.documentElement.dataset.colorMode))
          .toBe(theme);
        expect(await violations(frame)).toBe('');
      }
      await ada.page.setViewportSize({ width: 320, height: 900 });
      await expect.poll(() => overflow(frame)).toBeLessThanOrEqual(0);
      await ada.page.setViewportSize({ width: 1280, height: 1600 });
    },
  );
});

it('previews the macro in the modal; axe finds nothing', async () => {
  await one({});
  await press(ada.page.getByRole('link', { name: 'Edit' }));
  await press(ada.page.getByRole('button', { name: 'Edit Live alarms' }));
  const modal = ada.dialog();
  await modal.getByText('12 in alarm').waitFor();
  expect(await rows(modal).count()).toBe(7);
  await press(modal.getByText(text.config.more));
  await press(modal.getByRole('radio', { name: text.config.layouts.strip.name }));
  await expect.poll(() => rows(modal).count()).toBe(0);
  await modal.getByText('12 in alarm').waitFor();
  const element = await ada.page.locator('dialog[open] iframe').elementHandle();
  const frame = await element.contentFrame();
  expect(frame && (await violations(frame))).toBe('');
});

it('has violated no policy', () => {
  expect(product.log).not.toContain('content security policy violated');
});
