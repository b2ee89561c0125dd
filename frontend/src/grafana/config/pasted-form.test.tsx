// @vitest-environment jsdom
import { view } from '@forge/bridge';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Call } from '../../../tests/fake-backend';
import { aws, grafana, open, save, saved, stack, stored } from '../../../tests/rules-form';
import { text } from '../../text/en';
import { rulesConfig as words } from '../../text/grafana/en-config';
import { stackLinks } from '../../text/grafana/en-links';

const { config } = text;

beforeEach(() => {
  vi.mocked(view.submit).mockReset().mockResolvedValue();
});

describe('a pasted link of a stack', () => {
  const paste = (path: string, ...connections: object[]): Call[] =>
    open({ autoConvertLink: `https://${stack}${path}` }, ...connections);

  test('fills in its rule, which the author confirms by saving', async () => {
    paste('/alerting/grafana/r-1/view?search=customer', aws, grafana);
    expect(await screen.findByText(config.pasted)).toBeTruthy();
    expect(screen.getAllByText(stackLinks.uid('r-1'))).toHaveLength(2);
    await save();
    expect(saved()).toMatchObject(stored({ rules: ['r-1'] }));
    expect(JSON.stringify(saved())).not.toContain('customer');
  });

  test('says that it does not take over the filters of a list', async () => {
    paste('/alerting/list?search=label:severity=critical+customer', aws, grafana);
    expect(await screen.findByText(stackLinks.filters)).toBeTruthy();
    expect(screen.getByText(stackLinks.everyRule)).toBeTruthy();
    await save();
    expect(saved()).toMatchObject(stored({}));
    expect(JSON.stringify(saved())).not.toContain('customer');
  });

  test('waits for a choice where several connections reach the stack', async () => {
    paste('/dashboards/f/prod/production', aws, grafana, { ...grafana, id: 'c-h', name: 'Other' });
    expect(await screen.findByText(words.pastedChoose)).toBeTruthy();
    const connection = screen.getByLabelText(config.connection);
    await userEvent.type(connection, 'production');
    expect(screen.queryByRole('option', { name: 'Payments production' })).toBeNull();
    await userEvent.clear(connection);
    await userEvent.type(connection, 'Other{Enter}');
    await save();
    expect(saved()).toMatchObject({
      config: { sources: [{ connection: 'c-h', alerts: { folders: ['prod'] }, account: stack }] },
    });
  });

  test('of no linked stack offers no connection', async () => {
    paste('/alerting/list', aws, { ...grafana, stack: 'other.grafana.net' });
    expect(await screen.findByText(stackLinks.notLinked(stack))).toBeTruthy();
    await save();
    expect(screen.getAllByText(stackLinks.notLinked(stack))).toHaveLength(2);
    expect(view.submit).not.toHaveBeenCalled();
  });

  test('that selects no rules says why, and fills in nothing', async () => {
    paste('/d/svc/overview?viewPanel=2', grafana);
    expect(await screen.findByText(stackLinks.refused.dashboard)).toBeTruthy();
    expect(screen.queryByText(config.pasted)).toBeNull();
  });
});
