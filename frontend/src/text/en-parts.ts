// The parts of the texts, each beside its page or in a file of its own. Names, and messages from the
// backend, are not here.

import { plural } from './plural';

export { badges } from './en-badges';
export { config } from './en-config';
export { macro } from './en-macro';
export { settings } from './en-settings';

export const problems = {
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
} as const;

export const states = {
  firing: 'In alarm',
  insufficient: 'No data',
  /** The choice that also covers rules that fail, are paused or never ran. */
  blind: 'No data or not reporting',
  ok: 'OK',
  unknown: (word: string) => `Unknown (${word})`,
} as const;

export const kinds = { composite: 'Composite', log: 'Log' } as const;

export const time = {
  now: 'just now',
  seconds: (n: number) => `${n} s ago`,
  minutes: (n: number) => `${n} min ago`,
  hours: (n: number) => `${n} h ago`,
  days: (n: number) => `${n} d ago`,
  lasting: {
    seconds: (n: number) => `${n} s`,
    minutes: (n: number) => `${n} min`,
    hours: (n: number) => `${n} h`,
    days: (n: number) => plural(n, 'day', 'days'),
  },
  unknown: 'Unknown time',
} as const;
