// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { config, inline } from '../../../tests/view-fixtures';
import { parseRecord } from '../../wire/records';
import { begin, receive } from '../model';
import { fresh } from '../runner';
import { tally } from '../tally';
import { useReader } from '../tools/use-reader';
import { InlineBadge } from './badge';
import type { View } from '../view';

const asOf = Date.parse('2026-11-21T10:00:00Z');
const sources = config.sources.slice(0, 1);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

function answered(state: string): View {
  const { records } = inline('eu-central-1', { name: 'a', kind: 'metric', state });
  return receive(
    begin(sources),
    records.map(parseRecord).filter((record) => record !== null),
    [0],
  );
}

function Shown({ state, stale, title }: { state: string; stale: boolean; title?: string }) {
  const nothing = (): void => undefined;
  const live = { ...fresh({ sources, query: {} }), view: answered(state) };
  const liveView = {
    live,
    refresh: nothing,
    retry: nothing,
    more: nothing,
    pause: nothing,
    shared: true,
  };
  return (
    <InlineBadge
      liveView={liveView}
      tally={tally(live.view, {})}
      stale={stale}
      reader={useReader(config, liveView)}
      config={{ ...config, title }}
      query={{}}
    />
  );
}

/** look returns the badge's tone and its words. */
function look(): [string | undefined, string] {
  const badge = screen.getByRole('button');
  return [badge.dataset.tone, badge.textContent];
}

const young = ['success', 'The only alarm is OK. OK. Refresh'];

test.each([
  { age: 'young', state: 'OK', seconds: 60, shown: young },
  { age: 'five minutes old', state: 'OK', seconds: 300, shown: young },
  {
    age: 'old',
    state: 'OK',
    seconds: 301,
    shown: ['neutral', 'The only alarm is OK, 5 min ago. OK. Refresh'],
  },
  {
    age: 'being replaced',
    state: 'OK',
    stale: true,
    seconds: 60,
    shown: ['neutral', 'The only alarm is OK, 1 min ago. OK. Refresh'],
  },
  {
    age: 'old and firing',
    state: 'ALARM',
    seconds: 7200,
    shown: ['danger', '1 in alarm, 2 h ago. Firing. Refresh'],
  },
])('an answer that is $age', ({ state, stale = false, seconds, shown }) => {
  vi.setSystemTime(asOf + seconds * 1000);
  render(<Shown state={state} stale={stale} />);
  expect(look()).toEqual(shown);
});

test('an answer becomes stale while shown', () => {
  vi.setSystemTime(asOf);
  render(<Shown state="OK" stale={false} />);
  expect(look()).toEqual(young);
  act(() => void vi.advanceTimersByTime(6 * 60_000));
  expect(look()).toEqual(['neutral', 'The only alarm is OK, 6 min ago. OK. Refresh']);
});

test('a title can neither truncate nor reorder the verdict', () => {
  vi.setSystemTime(asOf);
  render(<Shown state="OK" stale={false} title="مرحبا" />);
  const [title, verdict] = screen.getByRole('button').children;
  expect(title?.querySelector('bdi')?.textContent).toBe('مرحبا');
  expect(verdict?.textContent).toBe('The only alarm is OK');
});

test('the tooltip of a badge has its full title, bidi-isolated', () => {
  const title = 'T'.repeat(300);
  vi.setSystemTime(asOf);
  render(<Shown state="OK" stale={false} title={title} />);
  const badge = screen.getByRole('button', { name: new RegExp(title) });
  expect(badge.title).toContain(
    `\u2068${title}\u2069: CloudWatch alarms: OK. The only alarm is OK, as of `,
  );
  expect(screen.getByText('The only alarm is OK').title).toBe(badge.title);
});

test('a badge marks an incomplete answer, even if an alarm fires', () => {
  const nothing = (): void => undefined;
  const [first] = answered('ALARM');
  const [second] = begin(config.sources.slice(1, 2));
  if (!first || !second) throw new Error('fixture');
  const view: View = [first, { ...second, status: 'failed' }];
  function Badge() {
    const live = { ...fresh({ sources: config.sources, query: {} }), view, loading: false };
    const liveView = {
      live,
      refresh: nothing,
      retry: nothing,
      more: nothing,
      pause: nothing,
      shared: true,
    };
    return (
      <InlineBadge
        liveView={liveView}
        tally={tally(view, {})}
        stale={false}
        reader={useReader(config, liveView)}
        config={config}
        query={{}}
      />
    );
  }
  vi.setSystemTime(asOf);
  render(<Badge />);
  expect(screen.getByRole('button').textContent).toContain('1 in alarm, incomplete');
});
