// Every English sentence of the pages; those of the settings are next door. Names, and messages that come
// from the backend, are not here.

import { plural } from './plural';
import { settings } from './en-settings';

/** text is every sentence of the pages. A translation is a value of the same shape. */
export const text = {
  problems: {
    requestId: 'Request id',
    badAnswer: {
      message: 'The answer could not be read.',
      hint: 'Try again. If it stays, tell the people who run Pagewatch.',
    },
    unverified: {
      message: 'Pagewatch could not verify that this call came from Confluence.',
      hint: 'Reload the page. If it stays, check that the clock of the Pagewatch server is right and that its app id matches the manifest.',
    },
    timeout: {
      message: 'The answer took too long.',
      hint: 'Try again in a moment. Fewer sources or a narrower name prefix answer sooner.',
    },
    rateLimited: {
      message: 'Too many questions in a short time.',
      hint: 'Wait half a minute, then try again.',
    },
    unreachable: {
      message: 'Pagewatch could not be reached.',
      hint: 'Check your connection and try again. If it stays, tell the people who run Pagewatch.',
    },
    configUnreadable: {
      message: 'The settings of this macro cannot be read.',
      hint: 'Edit the page and configure the macro again.',
    },
    notSaved: {
      message: 'Confluence did not accept the settings.',
      hint: 'Try again. If it stays, cancel and insert the macro again.',
    },
  },
  states: {
    firing: 'In alarm',
    insufficient: 'Insufficient data',
    ok: 'OK',
    unknown: (word: string) => `Unknown (${word})`,
  },
  badges: {
    actionsOff: { label: 'Actions off', why: 'Nobody is told when this alarm fires.' },
    suppressed: {
      label: 'Suppressed',
      why: (by: string) =>
        by === 'Alarm'
          ? 'Another alarm suppresses the actions of this one.'
          : `Its actions are suppressed (${by}).`,
    },
    evaluation: (word: string): { label: string; why: string } => {
      switch (word) {
        case 'PARTIAL_DATA':
          return {
            label: 'Partial data',
            why: 'CloudWatch evaluated only part of the data, so the state may be wrong.',
          };
        case 'EVALUATION_ERROR':
          return {
            label: 'Evaluation error',
            why: 'The alarm is set up so that CloudWatch cannot evaluate it.',
          };
        case 'EVALUATION_FAILURE':
          return { label: 'Evaluation failing', why: 'CloudWatch has trouble evaluating the alarm for now.' };
        default:
          return { label: `Evaluation: ${word}`, why: 'CloudWatch says that the evaluation is not normal.' };
      }
    },
  },
  kinds: { composite: 'Composite', log: 'Log' },
  time: {
    now: 'just now',
    seconds: (n: number) => `${n} s ago`,
    minutes: (n: number) => `${n} min ago`,
    hours: (n: number) => `${n} h ago`,
    days: (n: number) => `${n} d ago`,
    unknown: 'Not said',
  },
  macro: {
    region: 'CloudWatch alarms',
    columns: { state: 'State', name: 'Name', since: 'Since', reason: 'Reason' },
    asking: 'Asking AWS…',
    refresh: 'Refresh',
    more: 'Show more',
    less: 'Show less',
    aboutReason: (name: string) => `of the reason of ${name}`,
    footer: 'Read live from CloudWatch; nothing is stored.',
    counts: {
      firing: (n: number) => `${n} in alarm`,
      unknown: (n: number) => `${n} unknown`,
      insufficient: (n: number) => `${n} insufficient data`,
      doubtful: (n: number) => `${n} OK with a caveat`,
      ok: (n: number) => `${n} OK`,
    },
    noAlarms: 'No alarms',
    incomplete: 'Incomplete',
    notKnown: 'Alarm states not known',
    caption: (name: string, region: string) => `Alarms of ${name} in ${region}`,
    alarms: (n: number) => plural(n, 'alarm', 'alarms'),
    hidden: (n: number) => `${plural(n, 'alarm is', 'alarms are')} hidden by the chosen states.`,
    allHidden: (n: number) =>
      n === 1
        ? 'The only alarm is hidden by the chosen states.'
        : `All ${n} alarms are hidden by the chosen states.`,
    noneHere: 'There are no alarms to show in this Region.',
    noneMatch: (prefix: string) => `No alarm name begins with “${prefix}”.`,
    truncated: (n: number) =>
      `AWS has more alarms than the ${n} shown here. A narrower name prefix in this macro shows the others.`,
    cutShort: 'The answer was cut short, so alarms may be missing. Refresh to ask again.',
    unanswered: 'No answer came from this source, so its alarms are not known. Refresh to ask again.',
    asOf: (clock: string) => `as of ${clock}`,
    account: (id: string) => `Account ${id}`,
    nameless: 'Connection',
    notConfigured: {
      title: 'No alarms chosen yet',
      body: 'Edit the page, select this macro and choose a connection and the Regions to show.',
    },
  },
  config: {
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
  },
  settings,
} as const;
