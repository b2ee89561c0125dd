/** alarmMacro is the part of macro that names CloudWatch or AWS. */
export const alarmMacro = {
  title: 'CloudWatch alarms',
  columns: {
    place: 'Region',
  },
  details: { reason: 'AWS says (UTC)' },
  asking: 'Asking AWS…',
  footer: 'Read live from CloudWatch; nothing is stored.',
  headlines: {
    asking: () => 'Asking AWS…',
    'not-permitted': (n: number) =>
      n === 0
        ? 'AWS does not let Pagewatch read these alarms'
        : 'AWS did not let Pagewatch read everything',
    truncated: (n: number, isFiringWhole: boolean) => {
      if (isFiringWhole && n > 0) return `None in alarm, but only the first ${n} have arrived`;
      return n === 0
        ? 'Nothing so far, and AWS has more'
        : `None of the first ${n} is in alarm; AWS has more`;
    },
  },
  filters: {
    namePrefix: (prefix: string) => `names that begin with “${prefix}”`,
    names: (names: readonly string[]) =>
      names.length === 1 ? `the name “${names[0] ?? ''}”` : `one of ${names.length} exact names`,
    kinds: (kinds: readonly string[]) => `only ${kinds.join(' and ')} alarms`,
    actionPrefix: (prefix: string) => `actions that begin with “${prefix}”`,
    withoutAutoScaling: 'without Auto Scaling alarms',
  },
  noneHere: 'There are no alarms in this Region.',
  truncated: (n: number) => `AWS has more alarms than the ${n} here.`,
  moreThan: (n: number) => `AWS has more than these ${n}`,
  truncatedFiring: 'All that are in alarm are here.',
  firingAsking: 'Asking AWS for all that are in alarm…',
  firingFailed: 'More may be in alarm.',
  notConfigured: {
    body: 'Edit the page, select this macro and choose a connection and the Regions to show.',
  },
  linked: {
    search: 'Search',
    nameUnreadable: "The alarm's name in this link is not readable.",
    unreadable: 'Pagewatch cannot read a Region out of this link.',
    noAccount: (account: string) => `Account ${account} is not linked in this space.`,
    noRegion: (region: string, account: string) =>
      account === ''
        ? `No connection of this space has the Region ${region}.`
        : `No connection to account ${account} has the Region ${region}.`,
    noName: 'The connections with this Region do not show alarms of this name.',
  },
} as const;
