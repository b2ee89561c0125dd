import type { ReactElement } from 'react';
import type { Layout } from '../wire/macro-config';
import styles from './shape-field.module.css';

/** Mark is a rectangle of a picture: its class, place, and size. */
type Mark = readonly [
  of: 'edge' | 'text' | 'line' | 'firing' | 'ok',
  x: number,
  y: number,
  width: number,
  height: number,
];

/** ShapePicture is a small drawing of a layout. Its name is beside it. */
export function ShapePicture({ layout }: { layout: Layout }): ReactElement {
  return (
    <svg
      className={styles.picture}
      width="56"
      height="40"
      viewBox="0 0 56 40"
      aria-hidden="true"
      focusable="false"
    >
      {pictures[layout].map(([of, x, y, width, height], index) => (
        <rect
          key={index}
          className={styles[of]}
          {...{ x, y, width, height }}
          rx={Math.min(1.5, height / 2)}
        />
      ))}
    </svg>
  );
}

const rows = (mark: 'firing' | 'ok', ys: readonly number[]): Mark[] =>
  ys.flatMap((y): Mark[] => [
    [mark, 2, y, 4, 4],
    ['line', 9, y + 0.5, 20, 3],
    ['text', 32, y + 0.5, 12, 3],
    ['text', 47, y + 0.5, 7, 3],
  ]);

const card = (mark: 'firing' | 'ok', x: number, y: number): Mark[] => [
  ['edge', x + 0.5, y + 0.5, 24, 15],
  [mark, x, y, 25, 3],
  ['line', x + 4, y + 6, 14, 3],
  ['text', x + 4, y + 11, 10, 2],
];

const pictures: Record<Layout, readonly Mark[]> = {
  brief: [
    ['firing', 2, 3, 3, 8],
    ['line', 9, 5, 26, 4],
    ...rows('firing', [16, 23]),
    ['text', 9, 32, 28, 3],
  ],
  table: [['line', 2, 3, 52, 3], ...rows('firing', [10, 17]), ...rows('ok', [24, 31])],
  cards: [
    ...card('firing', 1, 2),
    ...card('ok', 30, 2),
    ...card('ok', 1, 22),
    ...card('ok', 30, 22),
  ],
  strip: [
    ['edge', 1.5, 3.5, 53, 11],
    ['firing', 1, 3, 4, 12],
    ['line', 9, 7, 26, 4],
    ['text', 2, 21, 52, 3],
    ['text', 2, 28, 48, 3],
    ['text', 2, 35, 30, 3],
  ],
  badge: [
    ['text', 2, 8, 52, 3],
    ['text', 2, 18, 16, 3],
    ['firing', 21, 15, 18, 9],
    ['text', 42, 18, 12, 3],
    ['text', 2, 28, 40, 3],
  ],
};
