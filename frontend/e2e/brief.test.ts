// The default layout: what it shows without a press, what one press lists, and that its counts are
// right.

import type { Frame } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, type Visitor } from './browser';
import { FaultInjector } from './faults';
import { withFixture } from './fixture';
import { button, connection, macro, rows, settled, show } from './pages';
import type { Product } from './product';

const words = text.macro;
const { counts, headlines } = words;
const [frankfurt, virginia] = ['eu-central-1', 'us-east-1'];
let product: Product;
let ada: Visitor;
let faults: FaultInjector;
let linked: string;

withFixture(async (fixture) => {
  ({ product, ada } = fixture);
  faults = new FaultInjector(ada.page, product);
  await ada.open('PAY', 'Payments runbook');
  linked = await connection(ada.page);
});

async function one(region = frankfurt, config: object = {}): Promise<Frame> {
  const sources = [{ connection: linked, region }];
  const [frame] = await show(ada.page, product, [macro({ sources, ...config })]);
  if (!frame) throw new Error('no macro');
  return settled(frame);
}

const count = (frame: Frame): Promise<number> => rows(frame).count();

/** names returns the names of the alarms on the screen. */
const names = (frame: Frame): Promise<(string | null)[]> =>
  rows(frame)
    .locator('button')
    .evaluateAll((all) => all.map((it) => it.getAttribute('aria-label')));

/** listed returns the number of alarms that a list has in all its steps. */
async function listed(frame: Frame): Promise<number> {
  const more = frame.getByRole('button', { name: /^Show \d+ more$/ });
  while ((await more.count()) > 0) {
    const before = await count(frame);
    await press(more);
    await expect.poll(() => count(frame)).toBeGreaterThan(before);
  }
  return count(frame);
}

describe('42 alarms', () => {
  let frame: Frame;

  beforeEach(async () => {
    frame = await one();
  });

  it('begin with the topmost composite, and fold its causes', async () => {
    const shown = await names(frame);
    expect(shown).toHaveLength(7);
    expect(shown[0]).toBe('payments-overall');
    await rows(frame).first().getByText(words.causes(3)).waitFor();
    expect(shown).not.toContain('checkout-5xx');
    await press(button(frame, words.showMore(5)));
    await expect.poll(() => count(frame)).toBe(12);
    await press(button(frame, words.showLess));
    await expect.poll(() => count(frame)).toBe(7);
    await press(button(frame, '22 OK, 5 with a caveat'));
    await expect.poll(() => count(frame)).toBe(27);
  });

  it.each([
    [headlines.firing(12), 12],
    [counts.insufficient(3), 3],
    [counts.doubtful(5), 5],
    [counts.ok(22), 22],
    [counts.silent(7), 7],
  ])('"%s" lists as many, and all again', async (name, expected) => {
    const before = await names(frame);
    const filter = button(frame, name);
    await press(filter);
    await filter.and(frame.locator('[aria-pressed="true"]')).waitFor();
    expect(await listed(frame)).toBe(expected);
    await frame.getByText(words.hidden(42 - expected)).waitFor();
    await press(filter);
    await filter.and(frame.locator('[aria-pressed="false"]')).waitFor();
    expect(await names(frame)).toEqual(before);
  });

  it('are all counted', async () => {
    const all = frame.getByRole('group', { name: words.countsLabel }).getByRole('button');
    expect(await all.allInnerTexts()).toEqual([
      counts.insufficient(3),
      counts.doubtful(5),
      counts.ok(22),
      counts.silent(7),
    ]);
    expect(12 + 3 + 5 + 22).toBe(42);
  });
});

describe('340 alarms, more than one answer holds', () => {
  beforeEach(() => faults.end());

  it('have all that fire without a press', async () => {
    const frame = await one(virginia);
    await button(frame, headlines.firing(12)).waitFor();
    await frame.getByText(words.truncatedFiring).waitFor();
    await press(button(frame, headlines.firing(12)));
    expect(await listed(frame)).toBe(12);
  });

  it('are "at least" while the request for all that fires fails', async () => {
    // The first request is answered; the one for what fires is the second.
    await faults.begin({ do: 'slow', delay: 1, times: 1, region: virginia });
    await faults.begin({ do: 'failing', region: virginia });
    const frame = await one(virginia);
    await frame.getByText(words.firingFailed).waitFor();
    await button(frame, words.atLeast(headlines.firing(4))).waitFor();
    await press(button(frame, words.atLeast(headlines.firing(4))));
    expect(await listed(frame)).toBe(4);
    await faults.end();
    await press(button(frame, words.refresh));
    await button(frame, headlines.firing(12)).waitFor();
  });
});

/** claims records every headline that a frame shows from now on. */
async function claims(frame: Frame): Promise<() => Promise<string[]>> {
  await frame.evaluate(() => {
    const seen = new Set<string>();
    const status = document.querySelector('[role="status"]');
    const look = (): unknown => seen.add(status?.textContent ?? '');
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    Object.assign(globalThis, { claimed: seen });
  });
  return () =>
    frame.evaluate(() => {
      const seen: unknown = Reflect.get(globalThis, 'claimed');
      return seen instanceof Set ? [...seen].map(String) : [];
    });
}

it.each([
  [frankfurt, /^Firing: 12 in alarm/],
  // Until the second request is answered, more may fire.
  [virginia, /^Firing: (At least )?12 in alarm/],
])('a refresh of %s changes no number', async (region, claim) => {
  const frame = await one(region);
  const whole = async (): Promise<void> => {
    if (region === virginia) await frame.getByText(words.truncatedFiring).waitFor();
    await button(frame, headlines.firing(12)).waitFor();
  };
  await whole();
  const seen = await claims(frame);
  const answer = ada.page.waitForResponse('**/v1/stream');
  await press(button(frame, words.refresh));
  await answer;
  await settled(frame);
  await whole();
  expect(await seen()).not.toEqual([]);
  expect((await seen()).filter((it) => !claim.test(it))).toEqual([]);
});
