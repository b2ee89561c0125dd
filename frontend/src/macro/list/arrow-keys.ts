import type { KeyboardEvent } from 'react';

/**
 * moveFocus moves the focus with the arrow keys: up and down between the rows of a list, left and
 * right within a row. It leaves every other key, and fields, alone.
 */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
  const row = target.closest<HTMLElement>('[data-row]');
  const step = steps[key];
  if (!row || !step) return;
  const next = step.within
    ? at(controlsOf(row), target, step.by)
    : at(rowsIn(event.currentTarget), row, step.by)?.querySelector<HTMLElement>('button');
  if (!next) return;
  event.preventDefault();
  next.focus();
}

const steps: Readonly<Record<string, { within: boolean; by: 1 | -1 }>> = {
  ArrowDown: { within: false, by: 1 },
  ArrowUp: { within: false, by: -1 },
  ArrowRight: { within: true, by: 1 },
  ArrowLeft: { within: true, by: -1 },
};

function rowsIn(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-row]')].filter(
    (row) => row.dataset.row !== 'paper',
  );
}

function controlsOf(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('button, a')];
}

function at(all: readonly HTMLElement[], one: HTMLElement, by: number): HTMLElement | undefined {
  return all[all.indexOf(one) + by];
}
