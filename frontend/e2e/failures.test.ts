// What readers see when AWS, the network or a permission fails after linking, and how the alarms
// return. A test injects each fault through the simulated AWS console, as a person does.

import type { Frame } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, type Visitor } from './browser';
import { button, connection, macro, rows as rowsOf, settled, show, violations } from './pages';
import type { Product } from './product';
import { withFixture } from './fixture';
import { FaultInjector } from './faults';

const words = text.macro;
const region = 'eu-west-1';
const retryName = new RegExp(`^${words.retry}`);
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

beforeEach(() => faults.end());

const frankfurt = () => ({ connection: linked, region: 'eu-central-1' });
const ireland = () => ({ connection: linked, region });

async function one(config: object): Promise<Frame> {
  const [frame] = await show(ada.page, product, [macro({ layout: 'table', ...config })]);
  if (!frame) throw new Error('no macro');
  return frame;
}

/** both returns a macro of two sources. Ireland, the second, fails. */
const both = (): Promise<Frame> => one({ sources: [frankfurt(), ireland()], namePrefix: '' });

/** sources returns the title of each source with rows: its names and the number of its alarms. */
const sources = (frame: Frame): Promise<string[]> =>
  frame.getByRole('heading', { level: 2 }).allTextContents();

const payments = (place: string, alarms: number): string =>
  `Payments production, ${place} ${words.alarms(alarms)}`;
const inFrankfurt = payments('Europe (Frankfurt)', 42);
const inIreland = payments('Europe (Ireland)', 12);
const answered = [inFrankfurt, inIreland];

const verdict = (frame: Frame): Promise<string | null> =>
  frame.locator('[data-verdict]').first().getAttribute('data-verdict');
const refresh = (frame: Frame): Promise<void> => press(button(frame, words.refresh));
const retry = (frame: Frame): Promise<void> =>
  press(frame.getByRole('button', { name: retryName }).first());

describe('one source of two', () => {
  const nonsense = "AWS's answer could not be understood, so it is not shown.";
  /** Each fault, its words, and the sources with rows: what the account has taken back goes. */
  const troubles: [string, string, string[]][] = [
    ['denied', 'AWS does not let alarms be read here.', [inFrankfurt]],
    ['failing', 'AWS has a problem of its own.', answered],
    ['region-disabled', 'This Region is not enabled in the AWS account.', [inFrankfurt]],
    ['expired', 'AWS says that the credentials have expired.', answered],
    ['reset', nonsense, answered],
    ['truncated', nonsense, answered],
    ['html', nonsense, answered],
  ];

  it('shows its error beside the other source, and recovers', async () => {
    const frame = await settled(await both());
    expect(await sources(frame)).toEqual(answered);
    for (const [name, message, left] of troubles) {
      await faults.begin({ do: name, region });
      await refresh(frame);
      const alert = frame.getByRole('alert').filter({ hasText: message });
      await alert.getByText('Payments production, Europe (Ireland)').waitFor();
      await settled(frame);
      expect(await sources(frame), name).toEqual(left);
      await frame.getByText(words.incomplete).waitFor();
      await faults.end();
      await retry(frame);
      await alert.waitFor({ state: 'detached' });
      await expect.poll(() => sources(frame)).toEqual(answered);
    }
  });

  it('loads while the others are readable, and times out', async () => {
    await faults.begin({ do: 'hang', region });
    await faults.begin({ do: 'throttled', region: 'ap-southeast-1' });
    const singapore = { connection: linked, region: 'ap-southeast-1' };
    const frame = await one({ sources: [frankfurt(), ireland(), singapore] });
    const early = await frame.waitForFunction((asking) => {
      const [first, second] = [...document.querySelectorAll('h2')];
      const loading = document.querySelector('[role="status"]')?.textContent.includes(asking);
      return first !== undefined && { loading, second: second?.textContent };
    }, words.asking);
    expect(await early.jsonValue()).toEqual({ loading: true, second: undefined });
    await countsDown(frame);
    await frame.getByText('AWS took too long to answer.').waitFor();
    expect(await sources(frame)).toEqual([inFrankfurt]);
    await faults.end();
    await settled(frame);
    await retry(frame);
    await expect.poll(() => sources(frame)).toEqual(answered);
    await retry(frame);
    await frame.getByText(words.noneHere).waitFor();
    expect(await sources(frame)).toEqual(answered);
    expect(await frame.getByRole('alert').count()).toBe(0);
  });

  /** countsDown checks that the retry button counts down while AWS throttles, and is disabled. */
  async function countsDown(frame: Frame): Promise<void> {
    const message = "AWS is limiting how often this account's alarms can be read.";
    const throttled = frame.getByRole('alert').filter({ hasText: message });
    await throttled.waitFor();
    const left = async (): Promise<number> => {
      const label = await throttled
        .getByRole('button', { name: retryName })
        .evaluate((it) => (it.matches(':disabled') ? it.textContent : ''));
      return Number(/\d+/.exec(label)?.[0] ?? 0);
    };
    const first = await left();
    expect(first).toBeGreaterThan(0);
    await expect.poll(left).toBeLessThan(first);
  }
});

it('offers faults and alarm states by keyboard in the console; axe finds nothing', async () => {
  const console = await ada.page.context().newPage();
  const { keyboard } = console;
  await console.goto(`${product.aws}/console/`);
  await console.getByRole('link', { name: 'Faults' }).press('Enter');
  await console.getByLabel('What goes wrong').focus();
  await keyboard.type('Access');
  await console.getByLabel('How many times').focus();
  await keyboard.type('2');
  await keyboard.press('Enter');
  await console.getByRole('status').getByText('Switched on.').waitFor();
  const active = console.getByRole('row', {
    name: /^Access denied DescribeAlarms \(CloudWatch\) any any 2/,
  });
  await active.waitFor();
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await console.emulateMedia({ colorScheme });
    found.push(await violations(console.mainFrame()));
  }
  await console.getByRole('button', { name: 'Switch all of them off' }).press('Enter');
  await console.getByRole('status').getByText('Switched off.').waitFor();
  expect(await active.count()).toBe(0);
  await console.getByRole('link', { name: 'Alarm states' }).press('Enter');
  await console.getByLabel('Name of the alarm').fill('ledger-cpu');
  await keyboard.press('Enter');
  await console.getByRole('row', { name: /ledger-cpu ALARM$/ }).waitFor();
  found.push(await violations(console.mainFrame()));
  await console.getByRole('button', { name: 'Undo all of them' }).press('Enter');
  await console.getByRole('status').getByText('Undone.').waitFor();
  expect(found).toEqual(['', '', '']);
  await console.close();
});

it('shows that AWS denies access, and no alarm as current', async () => {
  await faults.begin({ do: 'denied', calls: 'assume' });
  const frame = await settled(await both());
  expect(await frame.getByText('AWS did not let Pagewatch assume the role.').count()).toBe(2);
  expect(await sources(frame)).toEqual([]);
  expect(await verdict(frame)).toBe('unknown');
  await frame.getByText(words.headlines['not-permitted'](0)).waitFor();
  await faults.end();
  await refresh(frame);
  await expect.poll(() => sources(frame)).toEqual(answered);
});

it('keeps the rows when the next page fails, and loads it on retry', async () => {
  const virginia = 'us-east-1';
  const frame = await settled(await one({ sources: [{ connection: linked, region: virginia }] }));
  const rows = () => rowsOf(frame).count();
  const more = button(frame, words.loadMore);
  await frame.getByText(words.truncatedFiring).waitFor();
  const before = await rows();
  await faults.begin({ do: 'failing', region: virginia });
  await press(more);
  await frame.getByText('AWS has a problem of its own.').waitFor();
  expect(await rows()).toBe(before);
  await faults.end();
  await press(more);
  await expect.poll(rows).toBeGreaterThan(before);
  expect(await frame.getByText('AWS has a problem of its own.').count()).toBe(0);
});
