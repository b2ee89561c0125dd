/** alarmConfig is the part of config that names CloudWatch or AWS. */
export const alarmConfig = {
  connectionHelp: 'It stands for one AWS account or one Grafana stack. A space admin makes it.',
  places: 'Regions',
  noPlace: 'No Region of that name',
  noPlaces: 'No options',
  prefix: 'Alarm names begin with',
  prefixHelp: 'Leave empty for all alarms.',
  fenceOne: (prefix: string) =>
    `This connection shows only names that begin with “${prefix}”. Left empty, that is what is used.`,
  fenceMany: (prefixes: string) =>
    `This connection shows only names that begin with one of: ${prefixes}.`,
  which: 'Filter by name',
  whichMixed: 'For AWS accounts. Alert rules have fields of their own above.',
  whichWords: { prefix: 'Names that begin with', names: 'Exact names' },
  names: 'Alarm names',
  namesHelp: (max: number) => `One on each line, up to ${max}.`,
  kinds: 'Kinds',
  kindWords: { metric: 'Metric alarms', composite: 'Composite alarms', log: 'Log alarms' },
  actionPrefix: 'With an action that begins with',
  actionPrefixHelp:
    'Such as arn:aws:sns: for alarms that notify somebody. Leave empty for every alarm.',
  withoutAutoScaling: 'Leave out Auto Scaling alarms',
  withoutAutoScalingHelp: 'Auto Scaling makes them for itself; they fire when it does its work.',
  silentHelp:
    'For alarms that something else watches, such as an EventBridge rule: Pagewatch cannot see those.',
  previewNone:
    'The alarms appear here once a connection is chosen, and a Region of an AWS account.',
  previewNames: 'The alarms appear here once at least one is named.',
  pasted: 'Filled in from the pasted link. Readers see alarms once it is saved.',
  pastedPlus: 'The plus signs in the link may stand for spaces:',
  pastedUse: (name: string) => `Use “${name}”`,
  pastedSearch: (search: string) =>
    `The console finds “${search}” anywhere in a name. Pagewatch can only ask for names that begin with it. Readers of all alarms can search the list for it.`,
  pastedAll: 'Show all alarms',
  none: {
    title: 'This space has no connection yet',
    both: 'An AWS account or a Grafana stack has to be linked first. Then come back to this page.',
    aws: 'An AWS account has to be linked first. Then come back to this page.',
    grafana: 'A Grafana stack has to be linked first. Then come back to this page.',
  },
  wrong: {
    places: 'Choose at least one Region.',
    tooMany: (max: number) => `Choose at most ${max} Regions.`,
    fence: (prefixes: string) => `Begin with one of: ${prefixes}.`,
    prefixLong: 'An alarm name has at most 255 characters.',
    twice: 'This connection and Region stand here twice.',
    names: 'Name at least one alarm.',
    namesMany: (max: number) => `Name at most ${max} alarms.`,
    namesTwice: (name: string) => `“${name}” stands here twice.`,
    namesLong: 'An alarm name has at most 255 characters.',
    kinds: 'Choose at least one kind.',
    actionLong: 'At most 1024 characters.',
  },
} as const;
