import type { ReactElement } from 'react';

/** StateShape is a shape that is distinguishable without colour. */
export type StateShape =
  'triangle' | 'outline' | 'dashed' | 'barred' | 'check' | 'hollow' | 'diamond';

/**
 * StateIcon draws a shape in the colour of the surrounding text. The word beside it has the same
 * meaning.
 */
export function StateIcon(props: { shape: StateShape }): ReactElement {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {drawings[props.shape]}
    </svg>
  );
}

const line = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.5,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

const drawings: Record<StateShape, ReactElement> = {
  triangle: (
    <path
      fill="currentColor"
      fillRule="evenodd"
      d="M5.1 1.1a1 1 0 0 1 1.8 0l4.4 8.4a1 1 0 0 1-.9 1.5H1.6a1 1 0 0 1-.9-1.5zM5.3 4v3h1.4V4zm0 4v1.4h1.4V8z"
    />
  ),
  outline: <path {...line} d="M6 1.4 11 10.4H1z" />,
  dashed: <circle {...line} cx="6" cy="6" r="4.5" strokeDasharray="2.2 2.5" />,
  barred: (
    <>
      <circle {...line} cx="6" cy="6" r="4.75" />
      <path {...line} d="M3.8 6h4.4" />
    </>
  ),
  check: (
    <>
      <circle cx="6" cy="6" r="5.5" fill="currentColor" />
      <path className="cut-out" {...line} d="M3.6 6.2 5.3 7.9 8.5 4.4" />
    </>
  ),
  hollow: (
    <>
      <circle {...line} cx="6" cy="6" r="4.75" />
      <path {...line} d="M6 3.5v3M6 8.4v.1" />
    </>
  ),
  diamond: (
    <>
      <path {...line} d="M6 .9 11.1 6 6 11.1.9 6z" />
      <path {...line} d="M6 3.7v2.8M6 8.2v.1" />
    </>
  ),
};
