// The claim of a macro, in each of its layouts, for sets of alarms with each verdict. Only a known
// OK is green.

import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, type Visitor } from './browser';
import { connection, macro, settled, show } from './pages';
import type { Product } from './product';
import { withFixture } from './fixture';
import { FaultInjector } from './faults';

const { headlines } = text.macro;
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

const frankfurt = 'eu-central-1';
const ireland = 'eu-west-1';
const singapore = 'ap-southeast-1';

/** asking returns a configuration of one Region. */
const asking = (region: string, more: object = {}): object => ({
  sources: [{ connection: linked, region }],
  ...more,
});

/**
 * claim returns the displayed verdict of a macro, read at one moment: its verdict, whether it has
 * an icon, and its words.
 */
function claim(frame: Frame): Promise<{ verdict: string; sign: boolean; words: string }> {
  return frame.locator('[data-verdict]').evaluate((it) => ({
    verdict: it.getAttribute('data-verdict') ?? '',
    sign: it.querySelector('svg') !== null,
    words: it.textContent,
  }));
}

const tone = (frame: Frame): Promise<string | null> =>
  frame.locator('[data-verdict]').getAttribute('data-tone');

it('shows the right verdict for every set of alarms', async () => {
  const rows: [object, string, string, string][] = [
    [asking(frankfurt, { namePrefix: 'checkout-' }), 'firing', 'danger', headlines.firing(4)],
    [
      asking(frankfurt, { namePrefix: 'authorisation-' }),
      'blind',
      'caution',
      headlines.blind(1, 0, 1),
    ],
    [asking(frankfurt, { namePrefix: 'fraud-' }), 'blind', 'caution', headlines.blind(1, 0, 0)],
    [asking(ireland), 'ok', 'success', headlines['all-ok'](12)],
    [asking(singapore), 'unknown', 'neutral', headlines['no-alarms']()],
    [asking(ireland, { namePrefix: 'zzz' }), 'unknown', 'neutral', headlines['none-match']()],
    [
      asking(ireland, { query: { firingOnly: true } }),
      'unknown',
      'neutral',
      headlines['none-firing'](),
    ],
    [
      asking(ireland, { query: { names: ['standby-cpu', 'nowhere'] } }),
      'unknown',
      'caution',
      headlines['some-missing'](),
    ],
  ];
  const all = await show(
    ada.page,
    product,
    rows.map(([config]) => macro({ ...config, layout: 'strip' })),
  );
  for (const [place, frame] of all.entries()) {
    await settled(frame);
    const [, verdict, colour, words] = rows[place] ?? [];
    const got = await claim(frame);
    expect(got.words).toContain(words);
    expect([got.verdict, got.sign, await tone(frame)], words).toEqual([verdict, true, colour]);
  }
});

it('shows the same verdict in every other layout', async () => {
  const questions: [object, string][] = [
    [asking(frankfurt, { namePrefix: 'checkout-' }), 'firing'],
    [asking(frankfurt, { namePrefix: 'authorisation-' }), 'blind'],
    [asking(ireland), 'ok'],
    [asking(singapore), 'unknown'],
  ];
  const shapes = ['brief', 'table', 'cards', 'badge'];
  const rows = questions.flatMap(([config, verdict]) =>
    shapes.map((layout) => ({ config, verdict, layout })),
  );
  const all = await show(
    ada.page,
    product,
    rows.map(({ config, layout }) => macro({ ...config, layout })),
  );
  for (const frame of all) await settled(frame);
  expect(await Promise.all(all.map(async (frame) => (await claim(frame)).verdict))).toEqual(
    rows.map(({ verdict }) => verdict),
  );
});

it('withdraws its verdict when AWS denies or fails', async () => {
  const [frame] = await show(ada.page, product, [macro(asking(ireland))]);
  if (!frame) throw new Error('no macro');
  await frame.locator('[data-verdict="ok"]').waitFor();
  for (const [fault, words] of [
    ['denied', headlines['not-permitted'](0)],
    ['failing', headlines['no-answer'](0)],
  ] as const) {
    await faults.begin({ do: fault, region: ireland });
    await press(frame.getByRole('button', { name: text.macro.refresh, exact: true }));
    await frame.locator('[data-verdict="unknown"]').getByText(words).waitFor();
    expect(await tone(frame)).toBe('caution');
    await faults.end();
  }
  await press(frame.getByRole('button', { name: text.macro.refresh, exact: true }));
  await frame.locator('[data-verdict="ok"]').waitFor();
});
