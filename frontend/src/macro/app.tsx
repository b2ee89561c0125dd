import { Fragment, useState, type ReactElement } from 'react';
import { openList } from '../platform/bridge';
import type { PageContext } from '../platform/context';
import { text } from '../text/en';
import { EmptyState } from '../ui/empty-state';
import { ProblemPanel } from '../ui/problem-panel';
import { Skeleton } from '../ui/skeleton';
import { scopeOnly } from '../wire/alerts';
import { queryOf, type MacroConfig, type Source } from '../wire/macro-config';
import { AlarmView, type AlarmViewProps } from './alarm-view';
import { Linked } from './linked/linked';
import { ListPage } from './list-page';
import { widenedWords } from './filter-words';
import { BadgeNote } from './shapes/badge-note';
import type { Open } from './shapes/shape';
import { Widened } from './widened';
import { useQuestion, type Asked } from './use-question';

/**
 * App is the macro on the page. Its frame is a separate document, with a heading for navigation by
 * headings. An inline frame shows a badge and nothing else, in every state.
 */
export function App({ inline = false }: { inline?: boolean }): ReactElement {
  const asked = useQuestion();
  const Around = asked.list === true ? ListPage : Fragment;
  return (
    <main>
      <h1 className="visually-hidden">{text.macro.title}</h1>
      <Around>{inline ? <Inline asked={asked} /> : <Block asked={asked} />}</Around>
    </main>
  );
}

const open: Open = (closed) => openList(text.macro.title, closed);

function Inline({ asked }: { asked: Asked }): ReactElement {
  if (asked.state !== 'asked') return <BadgeNote asked={asked} open={open} />;
  const { config, where } = asked;
  return (
    <Configured key={JSON.stringify(config)} config={config} where={where} open={open} inline />
  );
}

function Block({ asked }: { asked: Asked }): ReactElement {
  switch (asked.state) {
    case 'reading':
      return <Skeleton rows={3} />;
    case 'unconfigured': {
      const { title, body } = text.macro.notConfigured;
      return (
        <section aria-label={text.macro.title}>
          <EmptyState title={title}>{body}</EmptyState>
        </section>
      );
    }
    case 'linked':
      return <Linked macro={asked} />;
    case 'unreadable':
      return <ProblemPanel problem={asked.problem} tone="caution" />;
    case 'asked': {
      const { where, list } = asked;
      // The list of a badge has the badge's configuration, and is no badge itself.
      const config = list === true ? { ...asked.config, layout: undefined } : asked.config;
      return (
        <Configured
          key={JSON.stringify(config)}
          config={config}
          where={where}
          open={list === true ? undefined : open}
        />
      );
    }
  }
}

/**
 * Configured shows the view that the author configured. A reader without results can ask without
 * the author's filter. `open` opens its list.
 */
export function Configured(props: {
  config: MacroConfig;
  where: PageContext;
  open?: Open | undefined;
  /** The frame is inline, so the layout is a badge. */
  inline?: boolean;
  onAnswer?: AlarmViewProps['onAnswer'];
}): ReactElement {
  const { config, where, inline = false } = props;
  const [wide, setWide] = useState(false);
  const sources = wide ? config.sources.map(widened) : config.sources;
  // The query is about the sources without rules alone.
  const query = config.sources.every(({ alerts }) => alerts) ? {} : queryOf(config);
  const question = { spaceId: where.spaceId, sources, query: wide ? {} : query };
  const words = widenedWords(query, config.sources);
  return (
    // A new question gets a new view, so that old items never pass for its answer.
    <AlarmView
      key={JSON.stringify(question)}
      question={question}
      where={where}
      config={config}
      layout={inline ? 'badge' : (config.layout ?? 'brief')}
      open={props.open}
      onAnswer={props.onAnswer}
      widen={words !== '' && !wide ? () => setWide(true) : undefined}
      notice={wide && <Widened words={words} onNarrow={() => setWide(false)} />}
    />
  );
}

/** widened returns a source without the filters that a reader can leave out. */
function widened(source: Source): Source {
  return source.alerts ? { ...source, alerts: scopeOnly(source.alerts) } : source;
}
