// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test } from 'vitest';
import { fakeBackend, fakeContext, type Call, type Reply } from '../../tests/fake-backend';
import { end } from '../../tests/records-fixture';
import { rawRecords, rule, rulesOf } from '../../tests/rules-fixture';
import { alarm, page } from '../../tests/runner-fixture';
import { rowNames } from '../../tests/shape-fixture';
import { text } from '../text/en';
import type { Alerts } from '../wire/alerts';
import { App } from './app';
import { testOnlyForget } from './stream-memory';

afterEach(testOnlyForget);

const words = text.macro;
const aws = { connection: 'c-1', region: 'eu-central-1' };
const stack = (alerts: Alerts = {}): object => ({ connection: 'c-2', alerts });
const hasRules = ({ body }: Call): boolean => JSON.stringify(body).includes('"alerts"');
const answerOf = (...records: object[]): Reply => ({
  status: 200,
  body: { records: [...records, end] },
});
const golden: Reply = { status: 200, body: { records: rawRecords('rules') } };
const alarms = page(undefined, alarm('a'));

/** show renders a macro with some sources, and returns its calls. */
function show(
  sources: object[],
  reply: (call: Call) => Reply | Promise<Reply>,
  more: object = {},
): Call[] {
  fakeContext({ space: { id: '42' }, config: { v: 1, sources, ...more } });
  const calls = fakeBackend(reply);
  render(<App />);
  return calls;
}

const verdict = (): string | null => screen.getByRole('status').textContent;
const filter: Alerts = { labels: [{ name: 'severity', op: '=', value: 'critical' }] };
const none = answerOf(...rulesOf([], { narrowed: true, left: { count: 6, worst: 'error' } }));

test('alarms are there at once, while rules are still asked for', async () => {
  show([aws, stack()], (call) => (hasRules(call) ? new Promise(() => undefined) : alarms), {
    layout: 'table',
  });
  expect(await screen.findByRole('rowheader', { name: 'a' })).toBeTruthy();
  expect(verdict()).toContain(words.asking);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('rules and alarms are rows of one list: what fires, then what is pending', async () => {
  show([aws, stack()], (call) => (hasRules(call) ? golden : alarms));
  await screen.findByText('3 in alarm');
  expect(rowNames().slice(0, 4)).toEqual([
    'Queue depth',
    'Heartbeat',
    'API 5xx',
    'Disk almost full',
  ]);
  const counts = within(screen.getByRole('group', { name: words.countsLabel }));
  await userEvent.click(counts.getByRole('button', { name: '1 pending' }));
  expect(rowNames()).toEqual(['Disk almost full']);
  expect(screen.getByText(words.rules.footnote)).toBeTruthy();
});

test('says that a simulation answered', async () => {
  show([stack()], () => answerOf(...rulesOf([rule('a')], { simulated: true })));
  expect(await screen.findByText(words.simulated)).toBeTruthy();
});

test('a macro without rules has no footnote', async () => {
  show([aws], () => alarms);
  expect(await screen.findByText('The only alarm is OK')).toBeTruthy();
  expect(screen.queryByText(words.rules.footnote)).toBeNull();
});

test('a pending rule is the verdict, and neither red nor green', async () => {
  show([stack()], () => answerOf(...rulesOf([rule('r', 'pending'), rule('s')])));
  const headline = await screen.findByText('None in alarm, but 1 pending');
  const bar = headline.closest<HTMLElement>('[data-verdict]');
  expect(bar?.dataset).toMatchObject({ verdict: 'pending', tone: 'information' });
});

describe('the details of a rule', () => {
  test('have its instances, its place and its pages', async () => {
    show([stack()], () => golden);
    await userEvent.click(await screen.findByRole('button', { name: 'API 5xx' }));
    const table = await screen.findByRole('table', { name: 'Instances of API 5xx' });
    expect(within(table).getAllByRole('row')).toHaveLength(21);
    expect(within(table).getByText('57 instances')).toBeTruthy();
    expect(screen.getByText('and 37 more')).toBeTruthy();
    expect(within(table).getByText('pod=checkout-1')).toBeTruthy();
    for (const word of ['Production/Team A', 'api', '5 min', 'severity=critical, team=Payments'])
      expect(screen.getAllByText(word).length).toBeGreaterThan(0);
    const links = screen.getAllByRole('link').map((it) => it.getAttribute('href'));
    expect(links).toEqual(
      expect.arrayContaining([
        'https://example.grafana.net/alerting/grafana/r-1/view',
        'https://example.grafana.net/d/svc-overview?viewPanel=3',
        'https://example.grafana.net/dashboards/f/prod',
      ]),
    );
  });

  test('of a simulated stack have the runbook alone: another stack may have its host', async () => {
    const [header, ...rules] = rawRecords('rules');
    show([stack()], () => answerOf({ ...header, simulated: true }, ...rules));
    await userEvent.click(await screen.findByRole('button', { name: 'API 5xx' }));
    const links = screen.getAllByRole('link').map((it) => it.getAttribute('href') ?? '');
    expect(links).toContain('https://runbooks.example.com/api-5xx');
    expect(links.filter((it) => it.includes('grafana.net'))).toEqual([]);
  });

  test('say why it is blind', async () => {
    show([stack()], () => golden, { layout: 'table' });
    await userEvent.click(await screen.findByRole('button', { name: 'Certificate expiry' }));
    expect(screen.getByText(/older than three of its intervals/)).toBeTruthy();
    expect(screen.getByText(/the rule keeps its earlier state/)).toBeTruthy();
    expect(await screen.findByText('Normal (KeepLast)')).toBeTruthy();
  });

  test('show labels and names as text', async () => {
    show([stack()], () => golden, { layout: 'table' });
    const name = '<b>Odd</b> [labels](javascript:1)';
    await userEvent.click(await screen.findByRole('button', { name }));
    expect(
      await screen.findByText('__proto__=polluted, constructor=x, severity=info'),
    ).toBeTruthy();
  });
});

describe('a filter that leaves nothing', () => {
  test('says how many rules are here and how the worst is, and can be left out', async () => {
    const calls = show([stack(filter)], ({ body }) =>
      JSON.stringify(body).includes('severity') ? none : golden,
    );
    const note = await screen.findByText(/6 rules here, none match; the worst is in error\./);
    expect(note.textContent).toContain('Filter: severity = “critical”.');
    expect(verdict()).toContain(words.empty);
    await userEvent.click(screen.getByRole('button', { name: words.widen }));
    expect(await screen.findByRole('button', { name: 'API 5xx' })).toBeTruthy();
    expect(calls.at(-1)?.body?.sources).toEqual([stack()]);
    expect(screen.getByText(/severity = “critical”/).textContent).toContain(words.widened);
    await userEvent.click(screen.getByRole('button', { name: words.narrow }));
    expect(await screen.findByText(/none match/)).toBeTruthy();
  });

  test('is left out together with that of the alarms', async () => {
    const calls = show(
      [aws, stack({ ...filter, folders: ['prod'] })],
      (call) => (hasRules(call) ? none : page(undefined)),
      { namePrefix: 'checkout-' },
    );
    await screen.findByText(/none match/);
    expect(screen.getByText(/No alarm matches: names that begin with/)).toBeTruthy();
    const [first] = screen.getAllByRole('button', { name: words.widen });
    await userEvent.click(first ?? document.body);
    expect(calls.slice(2).map(({ body }) => [body?.sources, body?.query])).toEqual([
      [[aws], undefined],
      [[stack({ folders: ['prod'] })], undefined],
    ]);
  });

  test('is no filter where only folders are chosen', async () => {
    show([stack({ folders: ['prod'] })], () => answerOf(...rulesOf([], { narrowed: true })));
    expect(await screen.findByText('No alert rule matches: one folder.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: words.widen })).toBeNull();
  });
});

test('what is asked for and did not come is said', async () => {
  show([stack({ rules: ['r', 's'] })], () => answerOf(...rulesOf([rule('r')], { missing: true })));
  expect(await screen.findByText(words.rules.missing)).toBeTruthy();
  expect(screen.getByText(words.headlines['some-missing']())).toBeTruthy();
  expect(screen.getByText('Filter: 2 rules.')).toBeTruthy();
});

test('an answer without rules has one reason', async () => {
  show([stack({ rules: ['s'] })], () => answerOf(...rulesOf([], { missing: true })));
  expect(await screen.findByText(words.rules.missing)).toBeTruthy();
  expect(screen.queryByText(/^No alert rule matches/)).toBeNull();
});

test('rules are found by their labels, folder, group and summary', async () => {
  const many = Array.from({ length: 20 }, (_, at) => rule(`r${at}`));
  const odd = rule('odd', 'normal', {
    labels: { zone: 'eu-7' },
    folder: { title: 'Ledger' },
    group: 'nightly',
    summary: 'Books do not balance',
  });
  show([stack()], () => answerOf(...rulesOf([...many, odd])), { layout: 'table' });
  await screen.findByRole('button', { name: 'odd' });
  await userEvent.click(screen.getByRole('button', { name: words.moreTools }));
  for (const word of ['zone=eu-7', 'ledger', 'nightly', 'balance']) {
    const field = screen.getByRole('searchbox');
    await userEvent.clear(field);
    await userEvent.type(field, word);
    expect(rowNames()).toEqual(['odd']);
  }
});

test('rules are grouped by folder or severity where they have one', async () => {
  const rules = [
    rule('a', 'normal', { labels: { severity: 'critical' }, folder: { title: 'Ledger' } }),
    rule('b'),
  ];
  show([aws, stack()], (call) => (hasRules(call) ? answerOf(...rulesOf(rules)) : alarms), {
    layout: 'table',
    groupBy: 'folder',
  });
  const titles = (): (string | null)[] =>
    screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
  await screen.findByRole('button', { name: 'b' });
  expect(titles()).toEqual(['Ledger 1 alarm', 'Production 1 alarm', 'No folder 1 alarm']);
  await userEvent.click(screen.getByRole('button', { name: words.moreTools }));
  await userEvent.selectOptions(screen.getByLabelText(words.tools.group), 'severity');
  expect(titles()).toEqual(['critical 1 alarm', 'No severity 2 alarms']);
});
