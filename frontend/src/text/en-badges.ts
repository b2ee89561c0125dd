import { alarmBadges } from './cloudwatch/en-badges';

/** badges are remarks on an alarm: a label, and why it matters. */
export const badges = { ...alarmBadges } as const;
