// Names of the maximum length and with unusual characters, in every layout: none overflows,
// reorders the text or becomes markup.

import { expect, it } from 'vitest';
import { press, type Visitor } from './browser';
import {
  button,
  connection,
  macro,
  overflow,
  placed,
  settled,
  show,
  unfold,
  violations,
} from './pages';
import type { Product } from './product';
import { withFixture } from './fixture';

let product: Product;
let ada: Visitor;

withFixture((fixture) => {
  ({ product, ada } = fixture);
});

const long = 'a'.repeat(255);
const rule = (depth: number): object =>
  depth === 0
    ? { name: 'leaf', state: 'ALARM' }
    : { op: 'and', of: [rule(depth - 1), { name: long, state: 'ALARM' }] };
const alarms = [
  {
    name: long,
    state: 'ALARM',
    reason: 'x'.repeat(1000),
    namespace: 'N'.repeat(200),
    metric: 'M'.repeat(200),
    dimensions: Array.from({ length: 30 }, (_, n) => ({ name: `dim${n}`, value: 'v'.repeat(80) })),
    description: `https://wiki.example.com/${'p'.repeat(400)}`,
  },
  {
    name: '\u202Edesrever مرحبا',
    state: 'ALARM',
    reason: 'שלום \u2067 never closed',
    description: 'תיאור\u202E',
  },
  { name: '🚨👩‍👩‍👧‍👦'.repeat(20), state: 'ALARM' },
  {
    name: '<img src=x onerror=alert(1)>',
    state: 'INSUFFICIENT_DATA',
    description: 'javascript:alert(1) http://plain.example https://user:pw@evil.example/ '.repeat(
      12,
    ),
  },
  {
    name: 'every-badge',
    state: 'OK',
    actionsOff: true,
    noActions: true,
    warmingUp: true,
    suppressedBy: 'Alarm',
    suppressor: 'S'.repeat(255),
    evaluation: 'PARTIAL_DATA',
  },
  { name: 'word-of-tomorrow', state: 'SLEEPING', evaluation: 'DREAMING', kind: 'hologram' },
  { name: 'deep', kind: 'composite', state: 'ALARM', trips: ['leaf'], rule: rule(12) },
];

/** stream returns an answer with these alarms. */
function stream(): string {
  const source = {
    type: 'source',
    source: 0,
    connection: 'c',
    name: 'N'.repeat(120),
    region: 'eu-central-1',
    regionName: 'Europe (Frankfurt)',
    asOf: new Date().toISOString(),
    count: alarms.length,
    truncated: false,
  };
  const rows = alarms.map((alarm) => ({
    type: 'alarm',
    source: 0,
    alarm: { kind: 'metric', ...alarm },
  }));
  const end = { type: 'end', sources: 1, alarms: alarms.length, requestId: 'r' };
  return [source, ...rows, end].map((record) => `${JSON.stringify(record)}\n`).join('');
}

it('contains long and unusual names in every layout, on wide and narrow pages', async () => {
  const { page } = ada;
  await page.route('**/v1/stream', async (route) => {
    await route.fulfill({ response: await route.fetch(), body: stream() });
  });
  await ada.open('PAY', 'Payments runbook');
  const sources = [{ connection: await connection(page), region: 'eu-central-1' }];
  const title = `مرحبا ${'T'.repeat(120)}`;
  const looks = [
    { title, refresh: 60 },
    { layout: 'table' },
    { layout: 'cards' },
    { layout: 'strip', title, refresh: 60 },
    { groupBy: 'prefix' },
    { layout: 'cards', groupBy: 'composite' },
  ];
  const all = await show(page, product, [
    ...looks.map((look) => macro({ sources, ...look })),
    {
      type: 'p',
      text: 'In \uFFFC a sentence.',
      inline: [placed({ sources, title, refresh: 60 }, 'alarm-badge')],
    },
  ]);
  for (const frame of all) await settled(frame);
  // Brief folds the long name under the composite that it causes.
  for (const [place, name] of ['deep', long, long].entries()) {
    const frame = all[place];
    if (frame) await press(button(frame, name));
  }
  // The frame of a badge is as wide as the badge.
  const blocks = all.slice(0, -1);
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 1600 });
    const spilt = (): Promise<number[]> => Promise.all(blocks.map(overflow));
    await expect.poll(spilt, { message: `${width} pixels` }).toEqual(blocks.map(() => 0));
  }
  await page.setViewportSize({ width: 1280, height: 1600 });
  for (const frame of all) expect(await violations(frame)).toBe('');
  const [table, badge] = [all[1], all.at(-1)];
  const links = await table
    ?.locator('table a')
    .evaluateAll((found) => found.map((it) => it.getAttribute('href')));
  expect(new Set(links?.map((href) => href?.slice(0, 25)))).toEqual(
    new Set(['https://wiki.example.com/']),
  );
  const verdict = badge?.getByText('4 in alarm', { exact: true });
  expect(await verdict?.evaluate((it) => it.scrollWidth <= it.clientWidth)).toBe(true);
  const whole = badge?.locator('button[data-verdict]');
  expect(await whole?.evaluate((it) => it.getBoundingClientRect().width)).toBeLessThan(288);
  // Markup and other schemes are text.
  const details = table && (await unfold(table, '<img src=x onerror=alert(1)>'));
  await details?.getByText('javascript:alert(1) http://plain.example').waitFor();
  expect(await details?.locator('a').count()).toBe(0);
});
