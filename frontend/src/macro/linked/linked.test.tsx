// @vitest-environment jsdom
import { act, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBackend, fakeContext, type Call } from '../../../tests/fake-backend';
import { config, inline } from '../../../tests/view-fixtures';
import { text } from '../../text/en';
import { stackLinks } from '../../text/grafana/en-links';
import { App } from '../app';
import { testOnlyForget } from '../stream-memory';

const words = text.macro.linked;
const host = 'eu-central-1.console.aws.amazon.com';
const link = `https://${host}/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/a`;

afterEach(testOnlyForget);

const connection = (id: string, more: object = {}): object => ({
  id,
  kind: 'aws-role',
  name: id,
  account: '111122223333',
  regions: ['eu-central-1'],
  namePrefixes: [],
  ...more,
});

/** paste renders a macro that was pasted and not saved, among the connections of its space. */
function paste(autoConvertLink: string, isEditing: boolean, ...connections: object[]): Call[] {
  fakeContext({ space: { id: '42' }, autoConvertLink, isEditing });
  const regions = { 'eu-central-1': 'Europe (Frankfurt)' };
  const calls = fakeBackend(() => ({ status: 200, body: { connections, regions } }));
  render(<App />);
  return calls;
}

describe('a pasted link that nobody has confirmed', () => {
  test('is a link to a reader, and asks nothing', async () => {
    const calls = paste(link, false, connection('c-1'));
    const line = await screen.findByRole('note');
    expect(line.textContent).toBe(`${words.title}: a on ${host}`);
    expect(within(line).getByRole('link', { name: 'a' }).getAttribute('href')).toBe(link);
    expect(calls).toEqual([]);
  });

  test.each([
    ['hides its host', 'https://eu.example@evil.example/cloudwatch/#alarmsV2:'],
    ['is no address', 'javascript:alert(1)'],
  ])('that %s is a text', async (_, address) => {
    paste(address, false);
    expect((await screen.findByRole('note')).textContent).toBe(`${words.title}: ${address}`);
    expect(screen.queryByRole('link')).toBeNull();
  });

  test('names its only connection to the author, and asks for no alarm', async () => {
    const calls = paste(link, true, connection('c-1'), connection('c-2', { regions: ['x'] }));
    expect(await screen.findByText(words.one, { exact: false })).toBeTruthy();
    expect(screen.getByText('c-1')).toBeTruthy();
    expect(screen.queryByText('c-2')).toBeNull();
    expect(screen.getByText(/Account 1111 2222 3333/)).toBeTruthy();
    expect(screen.getByText('Europe (Frankfurt)')).toBeTruthy();
    expect(screen.getByText(words.confirm)).toBeTruthy();
    expect(calls.map(({ path }) => path)).toEqual(['/v1/connections?spaceId=42']);
  });

  test.each([
    ['an account', link, 'grafana', words.notOffered],
    ['a stack', 'https://example.grafana.net/alerting', 'aws', stackLinks.notOffered],
  ])('sends nobody to the settings for %s that is not offered', async (_, address, only, why) => {
    fakeContext({ space: { id: '42' }, autoConvertLink: address, isEditing: true });
    fakeBackend(() => ({ status: 200, body: { connections: [], regions: {}, offers: [only] } }));
    render(<App />);
    expect(await screen.findByText(why)).toBeTruthy();
    expect(screen.queryByText(words.admin, { exact: false })).toBeNull();
  });

  test('names all that may be meant', async () => {
    paste(link, true, connection('c-1'), connection('c-2'));
    expect(await screen.findByText(words.several, { exact: false })).toBeTruthy();
    expect(screen.getAllByText(/^c-\d$/)).toHaveLength(2);
  });

  test.each([
    [
      'its account',
      link.replace('eu-', '999999999999-ab.eu-'),
      connection('c-1'),
      words.noAccount('9999 9999 9999'),
    ],
    [
      'its Region',
      link,
      connection('c-1', { regions: ['us-east-1'] }),
      words.noRegion('Europe (Frankfurt)', ''),
    ],
    ['its name', link, connection('c-1', { namePrefixes: ['b'] }), words.noName],
  ])('says to the author that %s is not there', async (_, address, only, sentence) => {
    paste(address, true, only);
    expect(await screen.findByText(sentence)).toBeTruthy();
    expect(screen.getByText(words.alone)).toBeTruthy();
    expect(screen.queryByText(words.confirm)).toBeNull();
    expect(screen.getByText(words.admin, { exact: false }).textContent).toContain(words.adminPage);
  });

  test('with an unreadable name says so to the author', async () => {
    paste(link.replace('/a', '/%E0%A4%A'), true, connection('c-1'));
    expect(await screen.findByText(words.nameUnreadable)).toBeTruthy();
    expect(await screen.findByText(words.confirm)).toBeTruthy();
  });

  test('of a list names its states to the author', async () => {
    const list = "#alarmsV2:?~(alarmStateFilter~(~'ALARM~'OK)~search~'a)";
    paste(link.replace(/#.*/, list), true, connection('c-1'));
    expect(await screen.findByText('In alarm and OK')).toBeTruthy();
  });

  test('without a Region says so to the author', async () => {
    const calls = paste('https://console.aws.amazon.com/cloudwatch/home#alarmsV2:', true);
    expect(await screen.findByText(words.unreadable)).toBeTruthy();
    expect(calls).toEqual([]);
  });
});

describe('a pasted link of a stack', () => {
  const stack = 'example.grafana.net';
  const rule = `https://${stack}/alerting/grafana/r-1/view?search=customer`;
  const linked = (id: string, host: string): object =>
    connection(id, { kind: 'grafana', stack: host, account: undefined, regions: [] });

  test('is a link to a reader, and asks nothing', async () => {
    const calls = paste(rule, false, linked('c-1', stack));
    const line = await screen.findByRole('note');
    expect(line.textContent).toBe(`${words.title}: ${text.macro.title} on ${stack}`);
    expect(calls).toEqual([]);
  });

  test('names its rule and its connection to the author, and asks for no rule', async () => {
    const calls = paste(rule, true, linked('c-1', stack), linked('c-2', 'other.grafana.net'));
    expect(await screen.findByText(words.one, { exact: false })).toBeTruthy();
    expect(screen.getByText('c-1')).toBeTruthy();
    expect(screen.getByText(`(${stack})`, { exact: false })).toBeTruthy();
    expect(screen.queryByText('c-2')).toBeNull();
    expect(screen.getByText(stackLinks.uid('r-1'))).toBeTruthy();
    expect(screen.getByText(words.confirm)).toBeTruthy();
    expect(calls.map(({ path }) => path)).toEqual(['/v1/connections?spaceId=42']);
  });

  test.each([
    ['no connection reaches it', rule, stackLinks.notLinked(stack)],
    ['it is about dashboards', `https://${stack}/d/svc`, stackLinks.refused.dashboard],
    ['it is of no stack', 'https://a-b.grafana.net/alerting', stackLinks.refused.host],
  ])('says to the author that %s', async (_, address, sentence) => {
    paste(address, true, connection('c-1'), linked('c-2', 'other.grafana.net'));
    expect(await screen.findByText(sentence)).toBeTruthy();
  });
});

test('a saved macro asks for what was saved, whatever its link says', async () => {
  const sources = [{ connection: 'c-9', region: 'us-east-1', account: '111122223333' }];
  const fire = fakeContext({ autoConvertLink: link, isEditing: true });
  const calls = fakeBackend(({ method }) =>
    method === 'GET'
      ? { status: 200, body: { connections: [connection('c-1')], regions: {} } }
      : {
          status: 200,
          body: inline('us-east-1', { name: 'b', kind: 'metric', state: 'ALARM' }),
        },
  );
  render(<App />);
  await screen.findByText(words.one, { exact: false });
  fakeContext({ autoConvertLink: link, isEditing: true, config: { ...config, sources } });
  act(() => fire('FORGE_CORE_MACRO_CONFIG_CHANGED'));
  expect(await screen.findByText('1 in alarm')).toBeTruthy();
  expect(calls[1]?.body).toMatchObject({ sources });
  expect(calls).toHaveLength(2);
});

describe('a macro of a copied page', () => {
  const sources = [{ connection: 'c-9', region: 'eu-central-1', account: '111122223333' }];
  const error = { code: 'connection_not_found', message: 'Not in this space.' };
  const answer = [
    { type: 'error', source: 0, error },
    { type: 'end', sources: 1, alarms: 0, requestId: 'r' },
  ];

  function copied(isEditing: boolean, source: object, ...connections: object[]): Call[] {
    fakeContext({ space: { id: '42' }, isEditing, config: { ...config, sources: [source] } });
    const calls = fakeBackend(({ method }) => ({
      status: 200,
      body: method === 'GET' ? { connections, regions: {} } : { records: answer },
    }));
    render(<App />);
    return calls;
  }
  const [source = {}] = sources;

  test('offers its author the connection of the same account, and asks it nothing', async () => {
    const calls = copied(true, source, connection('Here'), connection('c-2', { account: '2' }));
    expect(await screen.findByText('Here')).toBeTruthy();
    expect(screen.getByText(text.macro.moved, { exact: false })).toBeTruthy();
    expect(screen.queryByText('c-2')).toBeNull();
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(calls[0]?.body).toMatchObject({ sources });
  });

  test.each([
    ['nothing of another account', source, connection('Here', { account: '2' })],
    ['nothing without an account', { ...source, account: undefined }, connection('Here')],
    ['nothing that is here', source, connection('c-9')],
  ])('offers %s', async (_, stored, only) => {
    const calls = copied(true, stored, only);
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    await screen.findByRole('note');
    expect(screen.queryByText(text.macro.moved, { exact: false })).toBeNull();
  });

  test('offers a reader nothing', async () => {
    const calls = copied(false, source, connection('Here'));
    expect((await screen.findByRole('note')).textContent).toContain('Not in this space.');
    expect(calls).toHaveLength(1);
  });
});
