import {
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react';
import styles from './tabs.module.css';

/** Tab is a title and its content. */
export interface Tab {
  id: string;
  title: string;
  content: ReactNode;
}

/**
 * Tabs shows one of several contents. Arrow keys, Home and End move between the titles (ARIA tabs
 * pattern).
 */
export function Tabs(props: { label: string; tabs: readonly Tab[] }): ReactElement {
  const { label, tabs } = props;
  const base = useId();
  const titles = useRef(new Map<string, HTMLElement>());
  const [chosen, setChosen] = useState(tabs[0]?.id);
  const current = tabs.find(({ id }) => id === chosen) ?? tabs[0];

  const move = (event: KeyboardEvent): void => {
    const next = destination(
      event.key,
      tabs,
      tabs.findIndex(({ id }) => id === current?.id),
    );
    if (!next) return;
    event.preventDefault();
    setChosen(next.id);
    titles.current.get(next.id)?.focus();
  };

  return (
    <div className={styles.tabs}>
      <div role="tablist" aria-label={label} className={styles.titles} onKeyDown={move}>
        {tabs.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${base}-${id}`}
            className={styles.title}
            aria-selected={id === current?.id}
            aria-controls={id === current?.id ? `${base}-panel` : undefined}
            tabIndex={id === current?.id ? 0 : -1}
            ref={(element) => {
              if (element) titles.current.set(id, element);
            }}
            onClick={() => setChosen(id)}
          >
            {title}
          </button>
        ))}
      </div>
      {current && (
        <div
          key={current.id}
          role="tabpanel"
          id={`${base}-panel`}
          className={styles.panel}
          aria-labelledby={`${base}-${current.id}`}
        >
          {current.content}
        </div>
      )}
    </div>
  );
}

function destination(key: string, tabs: readonly Tab[], from: number): Tab | undefined {
  switch (key) {
    case 'ArrowRight':
      return tabs[(from + 1) % tabs.length];
    case 'ArrowLeft':
      return tabs.at(from - 1);
    case 'Home':
      return tabs[0];
    case 'End':
      return tabs.at(-1);
    default:
      return undefined;
  }
}
