import { useState, type ReactElement, type ReactNode } from 'react';

/**
 * Fold is a section that the reader unfolds. It unfolds itself where something in it needs to be
 * seen, and only the reader folds it again: a section that folds by itself loses the focus.
 */
export function Fold(props: {
  className?: string | undefined;
  title: string;
  needsView: boolean;
  children: ReactNode;
}): ReactElement {
  const { needsView } = props;
  const [isOpen, open] = useState(needsView);
  const [needed, need] = useState(needsView);
  if (needed !== needsView) {
    need(needsView);
    if (needsView) open(true);
  }
  return (
    <details
      className={props.className}
      open={isOpen}
      onToggle={({ currentTarget }) => open(currentTarget.open)}
    >
      <summary>{props.title}</summary>
      {props.children}
    </details>
  );
}
