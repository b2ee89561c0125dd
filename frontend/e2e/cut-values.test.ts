// A number that is cut reads as another number: each is in sight as a whole, or not at all.

import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { withFixture, type Fixture } from './fixture';
import { connection, oneRegion } from './pages';
import { widen } from './sizes';

const widths = [292, 320, 479, 480, 560, 640, 760, 880, 944];

let fixture: Fixture;
let linked: string;

withFixture(async (begun) => {
  fixture = begun;
  await fixture.ada.open('PAY', 'Payments runbook');
  linked = await connection(fixture.ada.page);
});

const one = (layout: string): Promise<Frame> =>
  oneRegion(fixture.ada.page, fixture.product, linked, layout);

/** cut counts the numbers of a frame, and lists those of which a part is out of sight. */
function cut(frame: Frame): Promise<{ count: number; bad: string[] }> {
  return frame.evaluate(() => {
    const texts = [...document.querySelectorAll('tr[data-row="screen"] bdi[title], li bdi[title]')];
    const [account] = [...document.querySelectorAll('p bdi')].filter((it) =>
      /^[\d ]+$/.test(it.textContent),
    );
    const bad: string[] = [];
    let count = 0;
    const check = (node: Node, start: number, end: number, isHidable: boolean): void => {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      const [rect, more] = [...range.getClientRects()];
      const box = node.parentElement?.closest('td, li, p')?.getBoundingClientRect();
      if (!rect || !box) return;
      count += 1;
      const isOut = rect.top >= box.bottom;
      const isIn = rect.right <= box.right + 0.5 && rect.bottom <= box.bottom + 0.5;
      if (more || !(isIn || (isHidable && isOut))) bad.push(node.textContent ?? '');
    };
    for (const text of texts) {
      for (const node of text.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE) continue;
        for (const { 0: number, index } of (node.textContent ?? '').matchAll(/\d[\d.,]*/g))
          check(node, index, index + number.length, false);
      }
    }
    if (account?.firstChild) check(account.firstChild, 0, account.textContent.length, true);
    return { count, bad };
  });
}

it.each(['brief', 'table', 'cards'])('no number is cut at any width, in %s', async (layout) => {
  const frame = await one(layout);
  const bad: string[] = [];
  for (const width of widths) {
    await widen(fixture.ada.page, width);
    const found = await cut(frame);
    expect(found.count).toBeGreaterThan(5);
    bad.push(...found.bad.map((it) => `${width} pixels: ${it}`));
  }
  expect(bad).toEqual([]);
});
