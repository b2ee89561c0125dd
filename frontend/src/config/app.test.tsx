// @vitest-environment jsdom
import { view } from '@forge/bridge';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBackend, fakeContext } from '../../tests/fake-backend';
import { text } from '../text/en';
import { App } from './app';

const words = text.config;
const connections = [
  {
    id: 'c-1',
    name: 'Payments production',
    kind: 'aws-role',
    regions: ['eu-central-1', 'us-east-1'],
    namePrefixes: ['checkout-'],
  },
  {
    id: 'c-2',
    name: 'Shared services',
    kind: 'aws-user',
    regions: ['eu-west-1'],
    namePrefixes: [],
  },
];
const body = {
  connections,
  regions: { 'eu-central-1': 'Europe (Frankfurt)', 'us-east-1': 'US East (N. Virginia)' },
};
const stored = {
  v: 1,
  sources: [{ connection: 'c-1', region: 'eu-central-1' }],
  namePrefix: '',
  states: ['ALARM', 'OK'],
};

beforeEach(() => {
  fakeContext({ space: { id: '42' } });
  vi.mocked(view.submit).mockResolvedValue();
  vi.mocked(view.close).mockResolvedValue();
});

const save = (): Promise<void> => userEvent.click(screen.getByRole('button', { name: words.save }));

describe('the configuration modal', () => {
  test('stores what the author chose', async () => {
    const asked = fakeBackend(() => ({ status: 200, body }));
    render(<App />);
    await userEvent.type(await screen.findByLabelText(words.connection), 'Payments{Enter}');
    await userEvent.type(screen.getByLabelText(words.places), 'virginia{Enter}');
    await userEvent.type(screen.getByLabelText(words.prefix), 'checkout-5xx');
    await userEvent.click(screen.getByLabelText(text.states.ok));
    await save();
    expect(asked[0]).toEqual({
      method: 'GET',
      path: '/v1/connections?spaceId=42',
      body: undefined,
    });
    // Only the preview has made calls since.
    expect(asked.slice(1).every(({ path }) => path === '/v1/views')).toBe(true);
    expect(view.submit).toHaveBeenCalledWith({
      config: {
        v: 1,
        sources: [{ connection: 'c-1', region: 'us-east-1' }],
        namePrefix: 'checkout-5xx',
        states: ['ALARM', 'INSUFFICIENT_DATA'],
        names: { 'c-1': 'Payments production' },
      },
    });
  });

  test('stores what is left out and not counted', async () => {
    fakeContext({ space: { id: '42' }, config: stored });
    fakeBackend(() => ({ status: 200, body }));
    render(<App />);
    await userEvent.click(await screen.findByLabelText(words.withoutAutoScaling, { exact: false }));
    await userEvent.click(screen.getByLabelText(words.silent, { exact: false }));
    await save();
    expect(vi.mocked(view.submit).mock.lastCall).toMatchObject([
      { config: { query: { withoutAutoScaling: true }, silent: 'hide' } },
    ]);
  });

  test('focuses the first wrong field, and clears an error after a correction', async () => {
    fakeBackend(() => ({ status: 200, body }));
    render(<App />);
    const connection = await screen.findByLabelText(words.connection);
    await save();
    expect(view.submit).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(connection);
    expect(screen.getByText(words.wrong.connection)).toBeTruthy();
    expect(screen.getByText(words.wrong.places)).toBeTruthy();
    await userEvent.type(connection, 'Shared{Enter}');
    expect(screen.queryByText(words.wrong.connection)).toBeNull();
    expect(screen.queryByText(words.wrong.places)).toBeNull();
  });

  test('explains the fence and refuses a prefix outside it', async () => {
    fakeContext({ space: { id: '42' }, config: stored });
    fakeBackend(() => ({ status: 200, body }));
    render(<App />);
    expect(await screen.findByText(words.fenceOne('checkout-'))).toBeTruthy();
    await userEvent.type(screen.getByLabelText(words.prefix), 'payments-');
    await save();
    expect(screen.getByText(words.wrong.fence('checkout-'))).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText(words.prefix));
  });

  test('reports that the chosen connection is gone', async () => {
    fakeContext({
      space: { id: '42' },
      config: { ...stored, sources: [{ connection: 'c-9', region: 'eu-central-1' }] },
    });
    fakeBackend(() => ({ status: 200, body }));
    render(<App />);
    expect(await screen.findByText(words.gone)).toBeTruthy();
  });

  const tomorrow = {
    id: 'c-7',
    name: 'Dashboards',
    kind: 'tomorrow',
    regions: null,
    namePrefixes: null,
  };

  test('lists a connection of an unknown kind as unavailable beside the others', async () => {
    fakeBackend(() => ({
      status: 200,
      body: { ...body, connections: [tomorrow, ...connections] },
    }));
    render(<App />);
    const connection = await screen.findByLabelText(words.connection);
    expect(screen.getByText(words.unknown('Dashboards'))).toBeTruthy();
    await userEvent.type(connection, 'Dash');
    const option = screen.getByRole('option', { name: words.unknownOption('Dashboards') });
    expect(option.getAttribute('aria-disabled')).toBe('true');
    await userEvent.clear(connection);
    await userEvent.type(connection, 'Shared{Enter}');
    await save();
    expect(vi.mocked(view.submit).mock.lastCall).toMatchObject([
      { config: { sources: [{ connection: 'c-2', region: 'eu-west-1' }] } },
    ]);
  });

  test('lists a connection of an unknown kind even if it is the only one', async () => {
    fakeBackend(() => ({ status: 200, body: { connections: [tomorrow], regions: {} } }));
    render(<App />);
    expect(await screen.findByText(words.unknown('Dashboards'))).toBeTruthy();
    expect(screen.queryByText(words.none.title)).toBeNull();
  });

  test('keeps an unknown connection as the choice, and does not save it as another', async () => {
    const sources = [{ connection: 'c-7', region: 'eu-central-1' }];
    fakeContext({ space: { id: '42' }, config: { ...stored, sources } });
    fakeBackend(() => ({
      status: 200,
      body: { ...body, connections: [tomorrow, ...connections] },
    }));
    render(<App />);
    expect(await screen.findByText(words.unknownOption('Dashboards'))).toBeTruthy();
    expect(screen.queryByText(words.gone)).toBeNull();
    await save();
    expect(screen.getByText(words.wrong.unknown)).toBeTruthy();
    expect(view.submit).not.toHaveBeenCalled();
  });

  test('opens with an unreadable configuration, which the author can replace', async () => {
    fakeContext({ space: { id: '42' }, config: { v: 9 } });
    fakeBackend(() => ({ status: 200, body }));
    render(<App />);
    expect(await screen.findByLabelText(words.connection)).toBeTruthy();
  });

  test('reports that Confluence refused the settings', async () => {
    fakeContext({ space: { id: '42' }, config: stored });
    vi.mocked(view.submit).mockRejectedValue(new Error('INVALID_CONFIG'));
    fakeBackend(() => ({ status: 200, body }));
    render(<App />);
    await screen.findByLabelText(words.connection);
    await save();
    const message = await screen.findByText(text.problems.notSaved.message);
    expect(message.closest('[role="alert"]')).toBeTruthy();
  });

  test.each([
    ['both', undefined],
    ['both', ['aws', 'grafana']],
    ['aws', ['aws']],
    ['grafana', ['grafana']],
  ] as const)('names what can be linked: %s of %j, and can be closed', async (what, offers) => {
    fakeBackend(() => ({ status: 200, body: { connections: [], regions: {}, offers } }));
    render(<App />);
    expect(await screen.findByText(words.none[what])).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: words.cancel }));
    expect(view.close).toHaveBeenCalled();
  });

  test('shows why it could not load, and retries', async () => {
    const error = { code: 'confluence_timeout', message: 'Confluence took too long.' };
    const asked = fakeBackend(() =>
      asked.length === 1 ? { status: 504, body: { error } } : { status: 200, body },
    );
    render(<App />);
    expect((await screen.findByRole('alert')).textContent).toContain(error.message);
    await userEvent.click(screen.getByRole('button', { name: words.retry }));
    expect(await screen.findByLabelText(words.connection)).toBeTruthy();
  });
});
