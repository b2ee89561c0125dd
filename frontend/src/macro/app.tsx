import { useState, type ReactElement } from 'react';
import type { PageContext } from '../platform/context';
import { text } from '../text/en';
import { EmptyState } from '../ui/empty-state';
import { ProblemPanel } from '../ui/problem-panel';
import { Skeleton } from '../ui/skeleton';
import { queryOf, type Layout, type MacroConfig } from '../wire/macro-config';
import { isNarrowed } from '../wire/query';
import { AlarmView } from './alarm-view';
import { BADGE } from './badge-module';
import { Widened } from './widened';
import { useQuestion } from './use-question';

/**
 * App is the macro on the page. Its frame is a separate document, with a heading for navigation by
 * headings.
 */
export function App(): ReactElement {
  return (
    <main>
      <h1 className="visually-hidden">{text.macro.title}</h1>
      <Content />
    </main>
  );
}

function Content(): ReactElement {
  const asked = useQuestion();
  switch (asked.state) {
    case 'reading':
      return <Skeleton rows={3} />;
    case 'unconfigured':
    case 'linked': {
      const words = asked.state === 'linked' ? text.macro.linked : text.macro.notConfigured;
      return (
        <section aria-label={text.macro.title}>
          <EmptyState title={words.title}>{words.body}</EmptyState>
        </section>
      );
    }
    case 'unreadable':
      return <ProblemPanel problem={asked.problem} tone="caution" />;
    case 'asked':
      return (
        <Configured key={JSON.stringify(asked.config)} config={asked.config} where={asked.where} />
      );
  }
}

/**
 * Configured shows the view that the author configured. A reader without results can ask without
 * the author's filter.
 */
export function Configured(props: { config: MacroConfig; where: PageContext }): ReactElement {
  const { config, where } = props;
  const [wide, setWide] = useState(false);
  const query = queryOf(config);
  const question = { spaceId: where.spaceId, sources: config.sources, query: wide ? {} : query };
  return (
    // A new question gets a new view, so that old items never pass for its answer.
    <AlarmView
      key={JSON.stringify(question)}
      question={question}
      where={where}
      config={config}
      layout={layoutOf(config, where)}
      widen={isNarrowed(query) && !wide ? () => setWide(true) : undefined}
      notice={wide && <Widened query={query} onNarrow={() => setWide(false)} />}
    />
  );
}

function layoutOf(config: MacroConfig, where: PageContext): Layout {
  return where.module === BADGE ? 'badge' : (config.layout ?? 'table');
}
