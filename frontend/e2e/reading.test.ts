// Readers refresh a macro, leave it open, copy its alarms, and use the keyboard.

import type { Browser, Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, Visitor } from './browser';
import { button, connection, macro, openTools, row, rows, settled, show } from './pages';
import type { Product } from './product';
import { withFixture } from './fixture';
import { FaultInjector } from './faults';
import { focus, type Focus } from './focus';

const words = text.macro;
let product: Product;
let browser: Browser;
let ada: Visitor;
let faults: FaultInjector;
let linked: string;

withFixture(async (fixture) => {
  ({ product, browser, ada } = fixture);
  faults = new FaultInjector(ada.page, product);
  await ada.open('PAY', 'Payments runbook');
  linked = await connection(ada.page);
});

async function one(visitor: Visitor, region: string, config: object = {}): Promise<Frame> {
  const sources = [{ connection: linked, region }];
  const [frame] = await show(visitor.page, product, [macro({ sources, ...config })]);
  if (!frame) throw new Error('no macro');
  return settled(frame);
}

it('shows the changes between two refreshes once', async () => {
  const frame = await one(ada, 'eu-central-1', { namePrefix: 'ledger-' });
  await faults.set('ledger-cpu', 'ALARM');
  expect(await rows(frame).count()).toBe(1);
  await press(button(frame, words.refresh));
  await row(frame, 'ledger-cpu').getByText(words.was(text.states.ok)).waitFor();
  await row(frame, 'ledger-cpu').getByText(text.states.firing).waitFor();
  expect(await frame.getByText(words.was(text.states.ok)).count()).toBe(1);
  await press(button(frame, words.refresh));
  await frame.getByText(words.was(text.states.ok)).waitFor({ state: 'detached' });
  await row(frame, 'ledger-cpu').getByText(text.states.firing).waitFor();
});

it('shows its age, auto-refreshes, and pauses while its tab is hidden', async () => {
  const visitor = await Visitor.arrive(browser, product, 'Ada');
  const { clock } = visitor.page.context();
  await clock.install();
  let asked = 0;
  visitor.page.on('request', (request) => {
    if (request.url().endsWith('/v1/stream')) asked += 1;
  });
  const frame = await one(visitor, 'eu-west-1', { refresh: 60 });
  const hide = (hidden: boolean): Promise<void> =>
    frame.evaluate((to) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => to });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await expect.poll(() => asked).toBe(1);
  const age = (): Promise<string> => frame.locator('time').innerText();
  expect(await age()).toMatch(/, (just now|\d s ago)$/);
  // The answer's time comes from the backend, whose clock does not move: its age is correct only
  // before the first refresh.
  await clock.fastForward('00:15');
  await expect.poll(age).toMatch(/ [1-5]\d s ago$/);
  await clock.fastForward('00:50');
  await expect.poll(() => asked).toBe(2);
  await settled(frame);
  await hide(true);
  await clock.fastForward('05:00');
  // A refresh while hidden would make this count one higher.
  await hide(false);
  await expect.poll(() => asked).toBe(3);
  await settled(frame);
  const span = words.span(60);
  await button(frame, words.tools.pause(span)).getByText(words.every(span)).waitFor();
  await press(button(frame, words.tools.pause(span)));
  await button(frame, words.tools.resume(span)).getByText(words.tools.paused).waitFor();
  await clock.fastForward('05:00');
  await press(button(frame, words.refresh));
  await expect.poll(() => asked).toBe(4);
  await visitor.leave();
});

it('copies its rows as Markdown and as CSV', async () => {
  const context = ada.page.context();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const frame = await one(ada, 'eu-central-1', { namePrefix: 'sessions-' });
  await openTools(frame);
  const pad = await context.newPage();
  await pad.goto(product.site);
  /** copied presses a button and returns the clipboard once it has the expected beginning. */
  const copied = async (name: string, beginning: string): Promise<string> => {
    await ada.page.bringToFront();
    await press(button(frame, name));
    await frame.getByText(words.tools.copied).waitFor();
    await pad.bringToFront();
    const read = (): Promise<string> => pad.evaluate(() => navigator.clipboard.readText());
    await expect.poll(async () => (await read()).startsWith(beginning)).toBe(true);
    return read();
  };
  const markdown = (await copied(words.tools.markdown, 'OK')).split('\n');
  expect(markdown[0]).toMatch(
    /^OK\\: Both alarms are OK \\\(as of .*\\\)\. Filter\\: .*“sessions-”\.$/,
  );
  expect(markdown.slice(2, 4)).toEqual([
    '| State | Alarm | Since | Reason | Account | Region | Connection |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ]);
  expect(markdown[4]).toMatch(
    /^\| OK \| sessions-cache-evictions \| 20.* \| 111122223333 \| eu-central-1 \| Payments production \|$/,
  );
  const csv = (await copied(words.tools.csv, 'State,')).split('\r\n');
  expect(csv[0]).toBe('State,Alarm,Since,Reason,Account,Region,Connection');
  expect(csv[1]).toMatch(
    /^OK,sessions-cache-evictions,20.*,111122223333,eu-central-1,Payments production$/,
  );
  expect(csv).toHaveLength(4);
  await pad.close();
});

it('works with the keyboard alone, with a visible focus', async () => {
  const frame = await one(ada, 'us-east-1');
  const keyboard = ada.page.keyboard;
  const stops: Focus[] = [];
  /** tabTo presses Tab until the focused element has the name. */
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let i = 0; i < 60; i++) {
      await keyboard.press('Tab');
      const at = await focus(frame);
      if (at) stops.push(at);
      if (at && name.test(at.name)) return;
    }
    throw new Error(`no way to ${String(name)} but over ${stops.map((it) => it.name).join(', ')}`);
  };
  const shown = (): Promise<number> => rows(frame).count();
  await frame.getByText(words.truncatedFiring).waitFor();
  await tabTo(new RegExp(`^${words.headlines.firing(12)}$`));
  expect(await shown()).toBe(7);
  await keyboard.press('Space');
  await expect.poll(shown).toBe(12);
  await keyboard.press('Enter');
  await expect.poll(shown).toBe(7);
  await tabTo(new RegExp(`^${words.moreTools}$`));
  await keyboard.press('Enter');
  await tabTo(new RegExp(words.tools.search));
  await keyboard.type('acquiring-cpu');
  await expect.poll(shown).toBe(1);
  await keyboard.press('Control+A');
  await keyboard.press('Delete');
  await expect.poll(shown).toBe(7);
  await tabTo(new RegExp(`^${words.loadMore}$`));
  await keyboard.press('Enter');
  await frame.getByText(words.truncated(108)).waitFor({ state: 'detached' });
  await settled(frame);
  await tabTo(/^accounts-restarts$/);
  await keyboard.press('Enter');
  const opened: string[] = [];
  await ada.page.context().route(/^https:/, (route, request) => {
    opened.push(request.url());
    return route.fulfill({ body: 'AWS' });
  });
  await tabTo(/in the AWS console$/);
  await keyboard.press('Enter');
  await expect
    .poll(() => opened.join())
    .toMatch(/^https:\/\/us-east-1\.console\.aws\.amazon\.com\//);
  expect(stops.filter(({ visible }) => !visible)).toEqual([]);
});
