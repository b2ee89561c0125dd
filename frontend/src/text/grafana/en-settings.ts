import { listed, plural } from '../plural';

/** stackSettings is the part of settings that names Grafana. */
export const stackSettings = {
  kind: 'Grafana stack',
  columns: {
    mixed: {
      account: 'Account or stack',
      places: 'Regions or folders',
      fence: 'Alarms or rules',
    },
    stacks: { account: 'Grafana stack', places: 'Folders', fence: 'Alert rules' },
  },
  everyFolder: 'All that the token sees',
  everyRule: 'Every alert rule',
  untestedSince: { grafana: 'Not tested as it is now.' },
  simulation: 'Simulated stacks',
  simulated: 'Simulation: a local program stands for every Grafana stack that is linked here.',
  renew: 'New token',
  renewed: (name: string) =>
    `The new token of ${name} is saved. Revoke the old one in Grafana now.`,
  expiry: {
    later: (day: string) => `Token ends on ${day}`,
    soon: (days: number) => `Token ends in ${plural(days, 'day', 'days')}`,
    over: 'Token has ended',
    overWhy: 'Make a new token in Grafana, then choose “New token” here.',
  },
  removal: {
    records: {
      grafana: { secret: 'its token', metadata: 'its settings', test: 'its last test' },
    },
    reach: (stack: string, folders: readonly string[]) =>
      [`stack ${stack}`, ...(folders.length === 0 ? [] : [listed(folders)])].join(': '),
    stays: { grafana: 'The token stays valid in Grafana. Revoke it there.' },
  },
} as const;
