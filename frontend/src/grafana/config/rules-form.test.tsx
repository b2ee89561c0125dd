// @vitest-environment jsdom
import { view } from '@forge/bridge';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { aws, grafana, open, save, saved, stack, stored } from '../../../tests/rules-form';
import { text } from '../../text/en';
import { rulesConfig as words } from '../../text/grafana/en-config';

const { config } = text;

beforeEach(() => {
  vi.mocked(view.submit).mockReset().mockResolvedValue();
});

describe('a source of alert rules', () => {
  test('is chosen by folder, label and state, and stored with its stack', async () => {
    const calls = open({}, aws, grafana);
    await userEvent.type(await screen.findByLabelText(config.connection), 'Grafana{Enter}');
    await vi.waitFor(
      () =>
        expect(calls[1]?.body).toMatchObject({
          sources: [{ connection: 'c-g', alerts: {}, account: stack }],
        }),
      { timeout: 3000 },
    );
    expect(screen.queryByLabelText(config.places)).toBeNull();
    expect(screen.queryByText(config.which)).toBeNull();
    expect(screen.getByText(words.foldersFenced('Production'))).toBeTruthy();
    await userEvent.type(screen.getByLabelText(words.folders), 'Production{Enter}');
    await userEvent.click(screen.getByRole('button', { name: words.addLabel }));
    const value = screen.getByLabelText(words.labelValue(1));
    expect(document.activeElement).toBe(value);
    await userEvent.type(value, 'critical');
    await userEvent.click(screen.getByLabelText(words.shown.pending));
    await save();
    const alerts = {
      folders: ['prod'],
      labels: [{ name: 'severity', op: '=', value: 'critical' }],
      states: ['firing', 'recovering', 'pending'],
    };
    expect(saved()).toEqual({
      config: {
        v: 1,
        sources: [{ connection: 'c-g', alerts, account: stack }],
        namePrefix: '',
        states: ['ALARM', 'INSUFFICIENT_DATA', 'OK'],
        names: { 'c-g': 'Payments Grafana' },
      },
    });
  });

  test('offers the folders, rules, dashboards and labels that the preview has shown', async () => {
    open({}, grafana);
    await screen.findByText('1 alarm, none firing', { selector: 'li' });
    await userEvent.type(screen.getByLabelText(words.folders), 'team');
    await userEvent.click(screen.getByRole('option', { name: 'Production/Team A' }));
    await userEvent.click(screen.getByText(words.narrower));
    await userEvent.type(screen.getByLabelText(words.rules), '5xx');
    await userEvent.click(
      screen.getByRole('option', { name: words.inFolder('API 5xx', 'Production/Team A') }),
    );
    await userEvent.selectOptions(
      screen.getByLabelText(words.dashboard),
      words.panelOf('API 5xx', 0),
    );
    await userEvent.click(screen.getByRole('button', { name: words.addLabel }));
    const list = screen.getByLabelText(words.labelName(1)).getAttribute('list') ?? '';
    const names = [...(document.getElementById(list)?.querySelectorAll('option') ?? [])];
    expect(names.map((option) => option.value)).toEqual(['severity', 'team']);
    await userEvent.click(screen.getByRole('button', { name: words.removeLabel(1) }));
    expect(document.activeElement?.textContent).toBe(words.addLabel);
    await save();
    expect(saved()).toMatchObject(
      stored({ folders: ['team'], rules: ['r-1'], dashboard: 'svc', panel: 2 }),
    );
  });

  test('is filled in from what was saved, also where no field offers it', async () => {
    const alerts = {
      folders: ['gone'],
      rules: ['r-9'],
      labels: [{ name: 'env', op: '=~', value: 'prod|stage' }],
      states: ['firing', 'error'],
      limit: 20,
    };
    open(stored(alerts), grafana);
    expect(await screen.findByText(words.uid('gone'))).toBeTruthy();
    expect(screen.getByText(words.uid('r-9'))).toBeTruthy();
    expect(screen.getByLabelText(words.shownOther('firing, error'))).toBeTruthy();
    await save();
    expect(saved()).toMatchObject(stored(alerts));
  });

  test('is refused at its fields, the first of which gets the focus', async () => {
    const labels = [
      { name: '', op: '=', value: 'x' },
      { name: 'team', op: '=~', value: '(' },
    ];
    open(stored({ labels }), grafana);
    const name = await screen.findByLabelText(words.labelName(1));
    await userEvent.click(screen.getByText(words.narrower));
    await userEvent.type(screen.getByLabelText(words.limit), 'many');
    await save();
    expect(view.submit).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(name);
    for (const error of [words.wrong.name, words.wrong.pattern, words.wrong.limit(500)])
      expect(screen.getByText(error)).toBeTruthy();
    expect(name.getAttribute('aria-invalid')).toBe('true');
    await userEvent.type(name, 'severity');
    expect(screen.queryByText(words.wrong.name)).toBeNull();
  });

  test('stands beside Regions of an account, whose filter is not about it', async () => {
    const sources = [{ connection: 'c-1', region: 'eu-central-1', account: '111122223333' }];
    open({ config: { v: 1, sources, namePrefix: 'api-', states: ['ALARM'] } }, aws, grafana);
    await userEvent.click(await screen.findByRole('button', { name: config.addSource }));
    const second = screen.getByLabelText(config.nth(config.connection, 2));
    await userEvent.type(second, 'Grafana{Enter}');
    expect(screen.getByText(config.whichMixed)).toBeTruthy();
    await save();
    expect(saved()).toMatchObject({
      config: {
        sources: [...sources, { connection: 'c-g', alerts: {}, account: stack }],
        namePrefix: 'api-',
      },
    });
  });

  test('that stands there twice is refused, unless its rules differ', async () => {
    const source = { connection: 'c-g', alerts: {}, account: stack };
    open({ config: { v: 1, sources: [source, source], namePrefix: '', states: ['OK'] } }, grafana);
    await screen.findByLabelText(config.nth(config.connection, 2));
    await save();
    expect(screen.getByText(words.twice)).toBeTruthy();
    const [, second] = screen.getAllByLabelText(words.shown.firing);
    if (second) await userEvent.click(second);
    await save();
    expect(saved()).toMatchObject({
      config: {
        sources: [source, { ...source, alerts: { states: ['firing', 'recovering'] } }],
      },
    });
  });

  test('of a copied macro proposes the connection of the same stack', async () => {
    const source = { connection: 'c-9', alerts: { rules: ['r-1'] }, account: stack };
    open({ config: { v: 1, sources: [source], namePrefix: '', states: ['OK'] } }, aws, grafana);
    expect(await screen.findByText(config.proposed, { exact: false })).toBeTruthy();
    expect(screen.getByText(`(${stack})`, { exact: false })).toBeTruthy();
    await save();
    expect(saved()).toMatchObject({ config: { sources: [{ ...source, connection: 'c-g' }] } });
  });

  test('whose connection reaches another stack by now says so', async () => {
    const source = { connection: 'c-g', alerts: {}, account: 'other.grafana.net' };
    open({ config: { v: 1, sources: [source], namePrefix: '', states: ['OK'] } }, grafana);
    const sentence = config.readdressedStack('other.grafana.net');
    expect(await screen.findByText(sentence, { exact: false })).toBeTruthy();
  });
});
