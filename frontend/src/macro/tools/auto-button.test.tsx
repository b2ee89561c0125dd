// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { fakeBackend, fakeContext } from '../../../tests/fake-backend';
import { config, inline } from '../../../tests/view-fixtures';
import { text } from '../../text/en';
import { App } from '../app';
import { testOnlyForget } from '../stream-memory';

const { tools } = text.macro;
const one = { ...config, sources: config.sources.slice(0, 1), namePrefix: '' };

afterEach(testOnlyForget);

function show(stored: object): void {
  fakeContext({ space: { id: '42' }, config: stored });
  const alarm = { name: 'a', kind: 'metric', state: 'ALARM' };
  fakeBackend(() => ({ status: 200, body: inline('eu-central-1', alarm) }));
  render(<App />);
}

test.each(['brief', 'strip'])('auto-refresh of a %s can be paused and resumed', async (layout) => {
  show({ ...one, layout, refresh: 60 });
  const pause = await screen.findByRole('button', { name: /every/ });
  expect(pause.getAttribute('aria-label')).toBe(tools.pause('1 min'));
  expect(pause.textContent).toBe('every 1 min');
  expect(pause.title).toContain(tools.autoWhy);
  await userEvent.click(pause);
  expect(screen.queryByRole('button', { name: tools.pause('1 min') })).toBeNull();
  expect(screen.getByText(tools.paused)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: tools.resume('1 min') }));
  expect(screen.getByRole('button', { name: tools.pause('1 min') })).toBeTruthy();
});

test('after a failed refresh it says when the next one is', async () => {
  fakeContext({ space: { id: '42' }, config: { ...one, layout: 'brief', refresh: 60 } });
  const error = { code: 'aws_timeout', message: 'No answer in time.' };
  fakeBackend(() => ({ status: 503, body: { error } }));
  render(<App />);
  const pause = await screen.findByRole('button', { name: tools.pause('1 min') });
  expect(pause.textContent).toMatch(/^next at \d\d:\d\d/);
});

// A badge is paused in its list.
test.each([
  ['strip', undefined],
  ['badge', 60],
])('a %s with a refresh interval of %s has no pause button', async (layout, refresh) => {
  show({ ...one, layout, refresh });
  await screen.findAllByText(/1 in alarm/);
  expect(screen.queryByRole('button', { name: /every/ })).toBeNull();
});
