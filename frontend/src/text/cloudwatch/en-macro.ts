/** alarmMacro is the part of macro that names CloudWatch or AWS. */
export const alarmMacro = {
  columns: {
    place: 'Region',
  },
  details: { reason: 'AWS says (UTC)' },
  filters: {
    namePrefix: (prefix: string) => `names that begin with “${prefix}”`,
    names: (names: readonly string[]) =>
      names.length === 1 ? `the name “${names[0] ?? ''}”` : `one of ${names.length} exact names`,
    kinds: (kinds: readonly string[]) => `only ${kinds.join(' and ')} alarms`,
    actionPrefix: (prefix: string) => `actions that begin with “${prefix}”`,
    withoutAutoScaling: 'without Auto Scaling alarms',
  },
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
    notOffered: 'This Pagewatch does not offer AWS accounts.',
    noName: 'The connections with this Region do not show alarms of this name.',
  },
} as const;
