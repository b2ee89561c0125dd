// @vitest-environment jsdom
import { view } from '@forge/bridge';
import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBackend, fakeContext, type Call, type Reply } from '../../tests/fake-backend';
import { inline } from '../../tests/view-fixtures';
import { text } from '../text/en';
import { App } from './app';

const words = text.config;
const [frankfurt, virginia] = ['eu-central-1', 'us-east-1'];
const payments = {
  id: 'c-1',
  name: 'Payments production',
  kind: 'aws-role',
  regions: [frankfurt],
  namePrefixes: [],
};
const two = { ...payments, regions: [frankfurt, virginia] };
const names = { [frankfurt]: 'Europe (Frankfurt)', [virginia]: 'US East (N. Virginia)' };
const firing = { name: 'a', kind: 'metric', state: 'ALARM' };
const fine = { name: 'b', kind: 'metric', state: 'OK' };

beforeEach(() => {
  fakeContext({ space: { id: '42' } });
  vi.mocked(view.submit).mockResolvedValue();
});
afterEach(() => void vi.useRealTimers());

/** answering answers the connections of the space, and each view with two alarms. */
function answering(...connections: object[]): Call[] {
  return fakeBackend(({ path }): Reply => {
    if (path !== '/v1/views') return { status: 200, body: { connections, regions: names } };
    return { status: 200, body: inline(frankfurt, firing, fine) };
  });
}
const views = (calls: Call[]): Call[] => calls.filter(({ path }) => path === '/v1/views');
const summary = (): string =>
  screen.getAllByRole('status').find((it) => it.textContent.startsWith(words.preview))
    ?.textContent ?? '';
const counted = (): (string | null)[] =>
  within(screen.getByRole('list', { name: words.countsOf }))
    .getAllByRole('listitem')
    .map((it) => it.textContent);

describe('the preview', () => {
  test('of the only connection and its only Region needs no choice, and one call', async () => {
    const calls = answering(payments);
    render(<App />);
    expect(await screen.findByRole('button', { name: '1 in alarm' })).toBeTruthy();
    expect(summary()).toBe(`${words.preview}: 2 alarms, 1 firing`);
    expect(counted()).toEqual(['2 alarms, 1 firing']);
    expect(views(calls)).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: words.save }));
    expect(vi.mocked(view.submit).mock.lastCall).toMatchObject([
      { config: { sources: [{ connection: 'c-1', region: frankfurt }] } },
    ]);
  });

  test('waits for a Region where the author has to choose one', async () => {
    const calls = answering(two);
    render(<App />);
    const regions = await screen.findByLabelText(words.places);
    expect(summary()).toBe(`${words.preview}: ${words.previewNone}`);
    expect(screen.queryByRole('list', { name: words.countsOf })).toBeNull();
    expect(views(calls)).toEqual([]);
    await userEvent.type(regions, 'frankfurt{Enter}');
    expect(summary()).toBe(`${words.preview}: ${text.macro.asking}`);
    expect(counted()).toEqual([text.macro.asking]);
    expect(await screen.findByText('2 alarms, 1 firing', { selector: 'li' })).toBeTruthy();
    expect(views(calls)).toHaveLength(1);
  });

  test('names the Regions if there are several', async () => {
    const config = {
      v: 1,
      sources: [frankfurt, virginia].map((region) => ({ connection: 'c-1', region })),
      states: ['ALARM'],
    };
    fakeContext({ space: { id: '42' }, config });
    const error = { code: 'aws_unavailable', message: 'AWS has a problem of its own.' };
    const records = [
      ...inline(frankfurt, firing, fine).records.slice(0, 3),
      { type: 'error', source: 1, name: 'Payments production', region: virginia, error },
      { type: 'end', requestId: 'r' },
    ];
    fakeBackend(({ path }) => ({
      status: 200,
      body: path === '/v1/views' ? { records } : { connections: [two], regions: names },
    }));
    render(<App />);
    await screen.findByRole('button', { name: /in alarm$/ });
    expect(counted()).toEqual([
      'Europe (Frankfurt): 2 alarms, 1 firing',
      'US East (N. Virginia): AWS has a problem of its own.',
    ]);
    expect(summary()).toBe(`${words.preview}: At least 2 alarms, at least 1 firing`);
  });

  test('counts for the question of the form alone, and another shape asks nothing', async () => {
    const calls = answering(payments);
    render(<App />);
    await screen.findByRole('button', { name: '1 in alarm' });
    vi.useFakeTimers();
    const prefix = screen.getByRole('textbox', { name: words.prefix });
    fireEvent.change(prefix, { target: { value: 'a' } });
    expect(counted()).toEqual([text.macro.asking]);
    fireEvent.change(prefix, { target: { value: '' } });
    expect(counted()).toEqual(['2 alarms, 1 firing']);
    fireEvent.click(screen.getByRole('radio', { name: words.layouts.table.name }));
    expect(counted()).toEqual(['2 alarms, 1 firing']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(screen.getByText(text.macro.columns.name)).toBeTruthy();
    expect(views(calls)).toHaveLength(1);
  });
});

describe('the shapes', () => {
  const offered = (): unknown[] =>
    within(screen.getByRole('group', { name: words.layout }))
      .getAllByRole('radio')
      .map((it) => [it.closest('label')?.textContent, it.matches(':checked')]);

  test('are four, with names and descriptions, and Brief at first', async () => {
    answering(payments);
    render(<App />);
    await screen.findByLabelText(words.connection);
    const { brief, table, cards, strip } = words.layouts;
    expect(offered()).toEqual([
      [brief.name, true],
      [table.name, false],
      [cards.name, false],
      [strip.name, false],
    ]);
    for (const { name, help } of [brief, table, cards, strip]) {
      const radio = screen.getByRole('radio', { name });
      const description = document.getElementById(radio.getAttribute('aria-describedby') ?? '');
      expect(description?.textContent).toBe(help);
    }
  });

  test('of a block with a badge from before keep the badge', async () => {
    const sources = [{ connection: 'c-1', region: frankfurt }];
    fakeContext({ space: { id: '42' }, config: { v: 1, sources, layout: 'badge' } });
    answering(payments);
    render(<App />);
    await screen.findByLabelText(words.connection);
    expect(offered()).toContainEqual([words.layouts.badge.name, true]);
    await userEvent.click(screen.getByRole('radio', { name: words.layouts.cards.name }));
    expect(offered()).toContainEqual([words.layouts.badge.name, false]);
  });
});

test('the order is connection, Regions, filter, shape; the others are folded', async () => {
  answering(payments);
  render(<App />);
  await screen.findByLabelText(words.connection);
  const fold = document.querySelector('details');
  expect(fold?.open).toBe(false);
  const seen = [...document.querySelectorAll('form label, form legend')]
    .filter((it) => fold?.contains(it) === false)
    .map((it) => it.textContent);
  const { brief, table, cards, strip } = words.layouts;
  expect(seen).toEqual([
    words.connection,
    words.places,
    words.which,
    ...Object.values(words.whichWords),
    words.prefix,
    words.layout,
    ...[brief, table, cards, strip].map(({ name }) => name),
  ]);
  expect(within(fold ?? document.body).getByText(words.states)).toBeTruthy();
});
