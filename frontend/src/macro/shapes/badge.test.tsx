// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { config, inline } from '../../../tests/view-fixtures';
import { parseRecord } from '../../wire/records';
import { begin, receive, refuse } from '../model';
import { fresh, type Live } from '../runner';
import { tally } from '../tally';
import { useReader } from '../tools/use-reader';
import type { LiveView } from '../use-live';
import type { View } from '../view';
import { InlineBadge } from './badge';
import type { ShapeProps } from './shape';

const asOf = Date.parse('2026-11-21T10:00:00Z');
const sources = config.sources.slice(0, 1);
const refresh = vi.fn();

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

/** Shown is a badge of a view, which has loaded unless live says otherwise. */
function Shown(props: { view: View; live?: Partial<Live>; title?: string } & Partial<ShapeProps>) {
  const { view, title, live: change, ...rest } = props;
  const live = { ...fresh({ sources, query: {} }), view, loading: false, ...change };
  const nothing = (): void => undefined;
  const liveView: LiveView = {
    live,
    refresh,
    retry: nothing,
    more: nothing,
    pause: nothing,
    shared: true,
  };
  return (
    <InlineBadge
      liveView={liveView}
      tally={tally(view, {})}
      view={view}
      refreshing={false}
      reader={useReader(config, liveView)}
      config={{ ...config, title }}
      query={{}}
      {...rest}
    />
  );
}

/** look returns the badge's tone and its words. */
function look(): [string | undefined, string] {
  const badge = screen.getByRole('button');
  return [badge.dataset.tone, badge.textContent];
}

test.each([
  { age: 'young', state: 'OK', seconds: 60, shown: ['success', 'OK'] },
  { age: 'five minutes old', state: 'OK', seconds: 300, shown: ['success', 'OK'] },
  { age: 'old', state: 'OK', seconds: 301, shown: ['neutral', 'OK 5 min ago'] },
  { age: 'being replaced', state: 'OK', refreshing: true, seconds: 60, shown: ['neutral', 'OK'] },
  { age: 'old and firing', state: 'ALARM', seconds: 7200, shown: ['danger', '1 in alarm'] },
])('an answer that is $age', ({ state, refreshing = false, seconds, shown }) => {
  vi.setSystemTime(asOf + seconds * 1000);
  render(<Shown view={answered(state)} refreshing={refreshing} />);
  expect(look()).toEqual(shown);
});

test('an answer becomes stale while shown, and its name says its age', () => {
  vi.setSystemTime(asOf);
  render(<Shown view={answered('OK')} />);
  expect(look()).toEqual(['success', 'OK']);
  expect(screen.getByRole('button', { name: /, just now\.$/ })).toBeTruthy();
  act(() => void vi.advanceTimersByTime(6 * 60_000));
  expect(look()).toEqual(['neutral', 'OK 6 min ago']);
  expect(screen.getByRole('button', { name: /, 6 min ago\.$/ })).toBeTruthy();
});

test('its name is its tooltip: the title in isolation, the words, the verdict and the age', () => {
  const title = `مرحبا ${'T'.repeat(300)}`;
  vi.setSystemTime(asOf + 120_000);
  render(<Shown view={answered('OK')} title={title} />);
  const badge = screen.getByRole('button');
  const { title: tooltip, textContent } = badge;
  expect(tooltip).toMatch(
    new RegExp(
      `^\u2068${title}\u2069: Live alarms: OK. The only alarm is OK, as of .*, 2 min ago\\.$`,
    ),
  );
  expect(badge.getAttribute('aria-label')).toBe(tooltip);
  expect(screen.getByText('OK').title).toBe(tooltip);
  expect(textContent).toBe('OK');
});

describe('an incomplete answer', () => {
  const [first] = answered('ALARM');
  const [second] = begin(config.sources.slice(1, 2));
  if (!first || !second) throw new Error('fixture');
  const asking: View = [first, second];
  const failed: View = [first, { ...second, status: 'failed' }];
  const atLeast = '≥ 1 in alarm';

  test.each([
    ['that is over', failed, {}, atLeast],
    ['that comes first', asking, { loading: true }, atLeast],
  ])('%s', (_, view, live, shown) => {
    render(<Shown view={view} live={live} />);
    expect(look()).toEqual(['danger', shown]);
    const badge = screen.getByRole('button');
    expect(badge.title.includes('1 in alarm, incomplete')).toBe(shown === atLeast);
    expect(badge.title).toContain(shown);
  });
});

test.each([
  ['no_user', ['neutral', 'Sign in']],
  ['not_found', ['caution', 'Unknown']],
])('a refusal with %s', (code, shown) => {
  const problem = { code, message: 'Pagewatch needs to know who you are.' };
  render(<Shown view={refuse(begin(sources), [0], problem)} />);
  expect(look()).toEqual(shown);
  expect(screen.getByRole('button').title).toContain(problem.message);
});

describe('a press', () => {
  const press = (): Promise<void> =>
    userEvent.setup({ advanceTimers: vi.advanceTimersByTime }).click(screen.getByRole('button'));

  test('opens the list, refreshes nothing, and has the focus afterwards', async () => {
    const closers: (() => void)[] = [];
    const open = (closed: () => void): Promise<void> => {
      closers.push(closed);
      return Promise.resolve();
    };
    render(<Shown view={answered('OK')} open={open} />);
    expect(screen.getByRole('button').getAttribute('aria-haspopup')).toBe('dialog');
    await press();
    expect(closers).toHaveLength(1);
    screen.getByRole('button').blur();
    closers[0]?.();
    expect(document.activeElement).toBe(screen.getByRole('button'));
    expect(refresh).not.toHaveBeenCalled();
  });

  test('refreshes if the platform opens no list', async () => {
    const open = vi.fn(() => Promise.reject(new Error('Unable to open modal.')));
    render(<Shown view={answered('OK')} open={open} />);
    await press();
    await vi.waitFor(() => expect(refresh).toHaveBeenCalledOnce());
  });

  test('refreshes in a preview, which has no list', async () => {
    render(<Shown view={answered('OK')} />);
    expect(screen.getByRole('button').hasAttribute('aria-haspopup')).toBe(false);
    await press();
    expect(refresh).toHaveBeenCalledOnce();
  });
});
