// What a journey costs the person who makes it.

import type { Frame } from 'playwright-core';

/** Effort is what a person has done in a frame. */
export interface Effort {
  clicks: number;
  /** The ids of the text fields that were filled in. */
  fields: string[];
}

/**
 * countEffort counts the real clicks in a frame from now on, and the text fields that the keyboard
 * or the clipboard fills in. Values that a script sets do not count, so a journey has to press and
 * type. The function returns the effort so far.
 */
export async function countEffort(frame: Frame): Promise<() => Promise<Effort>> {
  await frame.evaluate(() => {
    const { dataset } = document.body;
    dataset.clicks = '0';
    dataset.fields = '';
    const click = ({ isTrusted, detail }: MouseEvent): void => {
      if (isTrusted && detail > 0) dataset.clicks = String(Number(dataset.clicks) + 1);
    };
    const input = ({ isTrusted, target }: Event): void => {
      if (!isTrusted || !(target instanceof HTMLInputElement)) return;
      if (target.type === 'radio' || target.type === 'checkbox') return;
      const fields = new Set((dataset.fields ?? '').split(' ').filter(Boolean));
      dataset.fields = [...fields.add(target.id)].join(' ');
    };
    addEventListener('click', click, true);
    addEventListener('input', input, true);
  });
  return () =>
    frame.evaluate(() => ({
      clicks: Number(document.body.dataset.clicks),
      fields: (document.body.dataset.fields ?? '').split(' ').filter(Boolean),
    }));
}
