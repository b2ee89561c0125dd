/** config is what the macro's modal says. */
export const config = {
  title: 'CloudWatch alarms',
  intro: 'Readers of this page see the alarms live, each time they open it.',
  loading: 'Loading the connections…',
  connection: 'Connection',
  connectionHelp: 'It stands for one AWS account. A space admin makes it.',
  regions: 'Regions',
  regionsHelp: (max: number) => `Up to ${max}. Each is asked and shown by itself.`,
  prefix: 'Alarm names begin with',
  prefixHelp: 'Leave empty to show every alarm.',
  fenceOne: (prefix: string) =>
    `This connection shows only names that begin with “${prefix}”. Left empty, that is what is used.`,
  fenceMany: (prefixes: string) => `This connection shows only names that begin with one of: ${prefixes}.`,
  states: 'Show alarms that are',
  save: 'Save',
  cancel: 'Cancel',
  retry: 'Try again',
  choose: 'Choose…',
  none: {
    title: 'This space has no connection to AWS yet',
    body: 'A space admin links an AWS account in Space settings > Apps > Pagewatch. Then come back to this page.',
  },
  gone: 'The connection chosen before is no longer in this space. Choose another one.',
  regionsGone: (regions: string) => `No longer offered by this connection, and left out: ${regions}.`,
  wrong: {
    connection: 'Choose a connection.',
    regions: 'Choose at least one Region.',
    tooMany: (max: number) => `Choose at most ${max} Regions.`,
    fence: (prefixes: string) => `Begin with one of: ${prefixes}.`,
    prefixLong: 'An alarm name has at most 255 characters.',
    states: 'Choose at least one state.',
  },
} as const;
