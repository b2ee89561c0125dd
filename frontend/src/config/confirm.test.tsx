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
    regions: ['eu-central-1'],
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
const body = { connections, regions: {} };
const stored = {
  v: 1,
  sources: [{ connection: 'c-1', region: 'eu-central-1' }],
  namePrefix: '',
  states: ['ALARM', 'OK'],
};

beforeEach(() => {
  vi.mocked(view.submit).mockReset().mockResolvedValue();
});

const save = (): Promise<void> => userEvent.click(screen.getByRole('button', { name: words.save }));

describe('what the author confirms by saving', () => {
  const host = 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1';

  test('is filled in from a pasted link, whose account is stored with it', async () => {
    fakeContext({ space: { id: '42' }, autoConvertLink: `${host}#alarmsV2:alarm/My+Alarm` });
    fakeBackend(() => ({
      status: 200,
      body: { connections: [{ ...connections[1], account: '444455556666' }], regions: {} },
    }));
    render(<App />);
    expect(await screen.findByText(words.pasted)).toBeTruthy();
    const other = { name: words.pastedUse('My Alarm') };
    await userEvent.click(screen.getByRole('button', other));
    expect(screen.getByLabelText<HTMLTextAreaElement>(words.names).value).toBe('My Alarm');
    await userEvent.click(screen.getByRole('button', { name: words.pastedUse('My+Alarm') }));
    expect(screen.getByRole('button', other)).toBeTruthy();
    await save();
    expect(vi.mocked(view.submit).mock.lastCall).toMatchObject([
      {
        config: {
          sources: [{ connection: 'c-2', region: 'eu-west-1', account: '444455556666' }],
          query: { names: ['My+Alarm'] },
        },
      },
    ]);
  });

  test('says what becomes of a search of the console', async () => {
    const search = "#alarmsV2:?~(alarmStateFilter~(~'ALARM)~search~'5XX*20error)";
    fakeContext({ space: { id: '42' }, autoConvertLink: host + search });
    fakeBackend(() => ({ status: 200, body }));
    render(<App />);
    expect(await screen.findByText(words.pastedSearch('5XX error'))).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>(words.prefix).value).toBe('5XX error');
    await userEvent.click(screen.getByRole('button', { name: words.pastedAll }));
    expect(screen.queryByRole('button', { name: words.pastedAll })).toBeNull();
    await save();
    expect(vi.mocked(view.submit).mock.lastCall).toMatchObject([
      { config: { namePrefix: '', states: ['ALARM'] } },
    ]);
  });

  test('of a pasted link that names an account is a connection of that account', async () => {
    const autoConvertLink = host.replace('eu-west-1.', '777788889999-ab.eu-west-1.');
    fakeContext({ space: { id: '42' }, autoConvertLink: `${autoConvertLink}#alarmsV2:` });
    fakeBackend(() => ({ status: 200, body }));
    render(<App />);
    const why = text.macro.linked.noAccount('7777 8888 9999');
    expect(await screen.findAllByText(why)).toHaveLength(1);
    await userEvent.type(screen.getByLabelText(words.connection), 'Shared');
    expect(screen.queryByRole('option', { name: 'Shared services' })).toBeNull();
    expect(screen.getAllByText(why)).toHaveLength(2);
    await save();
    expect(document.getElementById('config-connection-error')?.textContent).toBe(why);
    expect(view.submit).not.toHaveBeenCalled();
  });

  test('of a copied macro proposes the connection of the same account', async () => {
    const sources = [{ connection: 'c-9', region: 'eu-west-1', account: '444455556666' }];
    fakeContext({ space: { id: '42' }, config: { ...stored, sources } });
    const named = connections.map((it) => ({ ...it, account: '444455556666' }));
    fakeBackend(() => ({ status: 200, body: { ...body, connections: named } }));
    render(<App />);
    expect(await screen.findByText(words.proposed, { exact: false })).toBeTruthy();
    expect(screen.queryByText(words.gone)).toBeNull();
    await save();
    expect(vi.mocked(view.submit).mock.lastCall).toMatchObject([
      { config: { sources: [{ ...sources[0], connection: 'c-2' }], states: ['ALARM', 'OK'] } },
    ]);
  });

  test('warns that a connection reaches another account than was saved', async () => {
    const sources = [{ ...stored.sources[0], account: '444455556666' }];
    fakeContext({ space: { id: '42' }, config: { ...stored, sources } });
    const named = connections.map((it) => ({ ...it, account: '111122223333' }));
    fakeBackend(() => ({ status: 200, body: { ...body, connections: named } }));
    render(<App />);
    const words = text.config.readdressed('4444 5555 6666');
    expect(await screen.findByText(words, { exact: false })).toBeTruthy();
  });
});
