// A caveat changes what a state means: each is in sight at every width, in every layout of a list.

import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { withFixture, type Fixture } from './fixture';
import { connection, oneRegion, unfold } from './pages';
import { widen } from './sizes';

const { actionsOff, evaluation, suppressed } = text.badges;
const partial = evaluation('PARTIAL_DATA').label;
/** Alarms of the demonstration with the caveats on their states. */
const caveats = {
  'card-declines-burst': partial,
  'settlement-batch': suppressed.label('deploy-in-progress'),
  'deploy-in-progress': actionsOff.label,
  'hosts-cpu-all': partial,
  'reports-export-duration': actionsOff.label,
};
const widths = [292, 320, 479, 480, 639, 640, 704, 760, 880, 944, 1280];
/** The least part of a caveat that tells it, in pixels. */
const LEAST = 56;

let fixture: Fixture;
let linked: string;

withFixture(async (begun) => {
  fixture = begun;
  await fixture.ada.open('PAY', 'Payments runbook');
  linked = await connection(fixture.ada.page);
});

const one = (layout: string): Promise<Frame> =>
  oneRegion(fixture.ada.page, fixture.product, linked, layout);

/** unseen lists the caveats of alarms that are out of sight in a frame. */
async function unseen(frame: Frame): Promise<string[]> {
  const bad: string[] = [];
  for (const [name, label] of Object.entries(caveats)) {
    const item = frame
      .locator('li, tr[data-row="screen"]')
      .filter({ has: frame.getByRole('button', { name, exact: true }) });
    const mark = item.getByText(label, { exact: true }).first();
    const isSeen =
      (await mark.count()) > 0 &&
      (await mark.evaluate((it, least) => {
        it.scrollIntoView({ block: 'center' });
        const { left, top, width, height } = it.getBoundingClientRect();
        const middle = top + height / 2;
        const points = [left + 2, left + Math.min(least, width - 2)];
        return points.every((x) => it.contains(document.elementFromPoint(x, middle)));
      }, LEAST));
    if (!isSeen) bad.push(`${name}: ${label}`);
  }
  return bad;
}

it.each(['table', 'cards'])('every caveat is in sight at every width, as %s', async (layout) => {
  const frame = await one(layout);
  const bad: string[] = [];
  for (const width of widths) {
    await widen(fixture.ada.page, width);
    bad.push(...(await unseen(frame)).map((it) => `${width} pixels, ${it}`));
  }
  expect(bad).toEqual([]);
});

it('what a narrow row leaves out is in its details', async () => {
  const frame = await one('table');
  await widen(fixture.ada.page, 292);
  const details = await unfold(frame, 'checkout-customer-impact');
  await details.getByText('1111 2222 3333', { exact: true }).waitFor();
  await details.getByText(text.kinds.composite, { exact: true }).waitFor();
  await details
    .getByText(/Checkout web/)
    .first()
    .waitFor();
  const others = await unfold(frame, 'checkout-5xx');
  await others.getByRole('img', { name: /^Values seen/ }).waitFor();
});
