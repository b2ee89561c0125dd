// A badge inside a sentence: its frame gets one size, and a press opens the list.

import type { Frame } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, Visitor } from './browser';
import { FaultInjector } from './faults';
import { withFixture, type Fixture } from './fixture';
import { connection, macro, placed, settled, show, violations, type Block } from './pages';

const { badge, headlines, tools } = text.macro;
const { words } = badge;
const [frankfurt, ireland, virginia] = ['eu-central-1', 'eu-west-1', 'us-east-1'];
const singapore = 'ap-southeast-1';

let the: Fixture;
let ada: Visitor;
let faults: FaultInjector;
let linked: string;

withFixture(async (fixture) => {
  the = fixture;
  ({ ada } = fixture);
  faults = new FaultInjector(ada.page, fixture.product);
  await ada.open('PAY', 'Payments runbook');
  linked = await connection(ada.page);
});

/** sentence returns a paragraph with a badge of one Region. */
function sentence(region: string, more: object = {}): Block {
  const config = { sources: [{ connection: linked, region }], ...more };
  const inline = [placed(config, 'alarm-badge')];
  return { type: 'p', text: 'Payments are \uFFFC, says AWS.', inline };
}

async function shown(visitor: Visitor, ...blocks: Block[]): Promise<Frame[]> {
  return show(visitor.page, the.product, blocks);
}

async function one(visitor: Visitor, block: Block): Promise<Frame> {
  const [frame] = await shown(visitor, block);
  if (!frame) throw new Error('no badge');
  return frame;
}

/** sizes returns the width and height of each frame on the page. */
const sizes = (): Promise<[number, number][]> =>
  ada.page.locator('main iframe').evaluateAll((all) =>
    all.map((it) => {
      const { width, height } = it.getBoundingClientRect();
      return [width, height];
    }),
  );

const button = (frame: Frame) => frame.locator('button[data-verdict]');
const size: [number, number] = [120, 20];

describe.each(['light', 'dark'])('in %s', (theme) => {
  it('every verdict has one size, and its name is the sentence', async () => {
    await ada.page.locator('#theme').selectOption(theme);
    const rows: [Block, string, string][] = [
      [sentence(frankfurt, { namePrefix: 'checkout-' }), '4 in alarm', headlines.firing(4)],
      [
        sentence(frankfurt, { namePrefix: 'authorisation-' }),
        '2 unclear',
        headlines.blind(1, 0, 1),
      ],
      [sentence(ireland), 'OK', headlines['all-ok'](12)],
      [sentence(singapore), 'No alarms', headlines['no-alarms']()],
      [sentence(ireland, { namePrefix: 'zzz' }), 'No match', headlines['none-match']()],
      [sentence(virginia), '12 in alarm', headlines.firing(12)],
    ];
    const frames = await shown(ada, ...rows.map(([block]) => block));
    for (const [at, frame] of frames.entries()) {
      await settled(frame);
      const [, word = '', said = ''] = rows[at] ?? [];
      expect(await button(frame).innerText()).toBe(word);
      const name = badge.label(word === said ? word : `${word}. ${said}`);
      await frame.getByRole('button', { name: new RegExp(`^${name}, as of .*\\.`) }).waitFor();
      expect(await frame.evaluate(() => document.documentElement.dataset.colorMode)).toBe(theme);
    }
    expect(await sizes()).toEqual(rows.map(() => size));
    const [first] = frames;
    expect(first && (await violations(first))).toBe('');
  });

  it.each(['denied', 'failing'])('an answer that is %s is unknown', async (fault) => {
    await ada.page.locator('#theme').selectOption(theme);
    await faults.begin({ do: fault, region: ireland });
    const frame = await settled(await one(ada, sentence(ireland)));
    expect(await button(frame).innerText()).toBe(words.unknown);
    const said = fault === 'denied' ? headlines['not-permitted'](0) : headlines['no-answer'](0);
    await frame.getByRole('button', { name: said }).waitFor();
    expect(await sizes()).toEqual([size]);
    await faults.end();
  });
});

it('has its size before the answer, and room for every word', async () => {
  await faults.begin({ do: 'slow', delay: 3 });
  const frame = await one(ada, sentence(ireland));
  await frame.locator('[aria-busy="true"]').waitFor();
  expect(await button(frame).innerText()).toBe(words.asking);
  expect(await sizes()).toEqual([size]);
  await settled(frame);
  await faults.end();
  expect(await button(frame).innerText()).toBe('OK');
  expect(await sizes()).toEqual([size]);
  const many = [words.firing('999+'), words.noData('999+'), words.unclear('999+')];
  const constant = Object.values(words).filter((it) => typeof it === 'string');
  const all = [...constant, ...many, words.atLeast(999), words.okOnce(text.time.minutes(59))];
  const cut = await button(frame)
    .locator('span span')
    .evaluate((it, every) => {
      return every.filter((word) => {
        it.textContent = word;
        return it.scrollWidth > it.clientWidth;
      });
    }, all);
  expect(cut).toEqual([]);
});

it('has its size without any script', async () => {
  const scripts = '**/ui/assets/*.js';
  await ada.page.route(scripts, (route) => route.abort());
  const frame = await one(ada, sentence(ireland));
  await expect.poll(sizes).toEqual([size]);
  expect(await button(frame).count()).toBe(0);
  await ada.page.unroute(scripts);
});

it('keeps its size whatever the page does later, unlike a block', async () => {
  const block = macro({ sources: [{ connection: linked, region: ireland }], layout: 'strip' });
  const [inline, other] = await shown(ada, sentence(ireland), block);
  if (!inline || !other) throw new Error('no macros');
  for (const frame of [inline, other]) {
    await settled(frame);
    await frame.evaluate(() => {
      const large = document.createElement('div');
      large.style.cssText = 'width: 400px; height: 700px';
      document.body.append(large);
    });
  }
  await expect.poll(async () => (await sizes())[1]?.[1]).toBeGreaterThan(700);
  expect((await sizes())[0]).toEqual(size);
});

describe('a press', () => {
  it('opens the names of what fires, in a dialog that returns the focus', async () => {
    const frame = await settled(await one(ada, sentence(frankfurt, { namePrefix: 'checkout-' })));
    await press(button(frame));
    await ada.dialog().getByText('checkout-5xx').first().waitFor();
    const element = await ada.page.locator('dialog[open] iframe').elementHandle();
    const list = await element.contentFrame();
    expect(list && (await violations(list))).toBe('');
    const attributes = (selector: string) =>
      ada.page
        .locator(selector)
        .evaluate((it) => [it.getAttribute('sandbox'), it.getAttribute('allow')]);
    expect(await attributes('dialog[open] iframe')).toEqual(await attributes('main iframe'));
    const focused = (): Promise<boolean> =>
      frame.evaluate(() => document.hasFocus() && document.activeElement?.tagName === 'BUTTON');
    const shut = async (): Promise<void> => {
      await ada.page.locator('dialog').waitFor({ state: 'detached' });
      await expect.poll(focused).toBe(true);
    };
    // Once the focus is in the frame, its own page closes the dialog.
    // The driver would wait for ever for the end of a key press whose frame is gone.
    await list
      ?.evaluate(() => {
        const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
        document.body.dispatchEvent(escape);
      })
      .catch(() => undefined);
    await shut();
    const ways = [
      () => ada.page.keyboard.press('Escape'),
      () => press(ada.page.getByRole('button', { name: 'Close dialog' })),
      () => press(ada.dialog().getByRole('button', { name: text.macro.close, exact: true })),
    ];
    for (const close of ways) {
      await ada.page.keyboard.press('Enter');
      await ada.dialog().getByText('checkout-5xx').first().waitFor();
      await close();
      await shut();
    }
  });

  it('leads to the pause of auto-refresh', async () => {
    const visitor = await Visitor.arrive(the.browser, the.product, 'Ada');
    const { clock } = visitor.page.context();
    await clock.install();
    const frame = await settled(await one(visitor, sentence(ireland, { refresh: 60 })));
    // A refresh that begins is still under way when the badge is looked at.
    await faults.begin({ do: 'slow', delay: 2 });
    const busyAfter = async (time: string): Promise<string | null> => {
      await clock.fastForward(time);
      return button(frame).getAttribute('aria-busy');
    };
    expect(await busyAfter('01:05')).toBe('true');
    await settled(frame);
    await press(button(frame));
    const list = visitor.dialog();
    await press(list.getByRole('button', { name: tools.pause('1 min') }));
    await press(list.getByRole('button', { name: text.macro.close, exact: true }));
    await settled(frame);
    expect(await busyAfter('05:00')).toBe('false');
    await faults.end();
    await visitor.leave();
  });
});

it('has violated no policy', () => {
  expect(the.product.log).not.toContain('content security policy violated');
});
