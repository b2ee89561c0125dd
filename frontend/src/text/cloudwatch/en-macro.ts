/** alarmMacro is the part of macro that names CloudWatch or AWS. */
export const alarmMacro = {
  title: 'CloudWatch alarms',
  columns: {
    place: 'Region',
  },
  asking: 'Asking AWS…',
  footer: 'Read live from CloudWatch; nothing is stored.',
  costWhy: 'Calls of CloudWatch for the latest answer, and how long it took.',
  headlines: {
    asking: () => 'Asking AWS…',
    'not-permitted': (n: number) =>
      n === 0
        ? 'AWS does not let Pagewatch read these alarms'
        : 'AWS did not let Pagewatch read everything',
    truncated: (n: number) =>
      n === 0
        ? 'Nothing so far, and AWS has more'
        : `None of the first ${n} is in alarm; AWS has more`,
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
  truncated: (n: number) => `AWS has more alarms than the ${n} shown here.`,
  notConfigured: {
    body: 'Edit the page, select this macro and choose a connection and the Regions to show.',
  },
  linked: {
    body: 'The pasted address names a Region, but not one connection alone has it. Edit the page, select this macro and choose one.',
  },
} as const;
