/** focusRow moves the focus to the row at an index among the rows on the screen. */
export function focusRow(within: HTMLElement | null, index: number): void {
  const rows = within?.querySelectorAll<HTMLElement>('[data-row="screen"]') ?? [];
  rows[index]?.querySelector('button')?.focus();
}
