import { view } from '@forge/bridge';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { vi } from 'vitest';
import { App } from '../src/config/app';
import { text } from '../src/text/en';
import { fakeBackend, fakeContext, type Call } from './fake-backend';

/** stack is the host of the connection grafana. */
export const stack = 'example.grafana.net';
/** grafana is a connection to a stack, fenced to one folder. */
export const grafana = {
  id: 'c-g',
  name: 'Payments Grafana',
  kind: 'grafana',
  stack,
  folders: [{ uid: 'prod', title: 'Production' }],
  regions: [],
  namePrefixes: [],
};
/** aws is a connection to an account. */
export const aws = {
  id: 'c-1',
  name: 'Payments production',
  kind: 'aws-role',
  account: '111122223333',
  regions: ['eu-central-1'],
  namePrefixes: [],
};
const rule = {
  uid: 'r-1',
  name: 'API 5xx',
  folder: { uid: 'team', title: 'Production/Team A' },
  state: 'normal',
  labels: { severity: 'critical', team: 'a' },
  dashboard: 'svc',
  panel: 2,
};
const answer = [
  {
    type: 'source',
    source: 0,
    connection: 'c-g',
    name: 'Payments Grafana',
    region: '',
    regionName: '',
    stack,
    asOf: new Date().toISOString(),
    count: 1,
    truncated: false,
  },
  { type: 'rule', source: 0, rule },
  { type: 'end', sources: 1, alarms: 1, requestId: 'r-i' },
];

/** open opens the modal among connections, each view of which has one rule. */
export function open(extension: object, ...connections: object[]): Call[] {
  fakeContext({ space: { id: '42' }, ...extension });
  const calls = fakeBackend(({ method }) => ({
    status: 200,
    body: method === 'GET' ? { connections, regions: {} } : { records: answer },
  }));
  render(<App />);
  return calls;
}

/** save presses the button. */
export const save = (): Promise<void> =>
  userEvent.click(screen.getByRole('button', { name: text.config.save }));

/** saved is what was saved last. */
export const saved = (): unknown => vi.mocked(view.submit).mock.lastCall?.[0];

/** stored is the context of a macro with one source of rules. */
export const stored = (alerts: object): object => ({
  config: {
    v: 1,
    sources: [{ connection: 'c-g', alerts, account: stack }],
    namePrefix: '',
    states: ['ALARM', 'INSUFFICIENT_DATA', 'OK'],
  },
});
