import { alarmBadges } from './cloudwatch/en-badges';

/** badges are remarks on an alarm: a label, and why it matters. */
export const badges = {
  ...alarmBadges,
  chronic: {
    label: 'Over 30 days',
    why: 'It has been like this for more than 30 days, so it says little about now.',
  },
} as const;
