/** alarmBadges is the part of badges that names CloudWatch or AWS. */
export const alarmBadges = {
  actionsOff: { label: 'Actions off', why: 'Nobody is told when this alarm fires.' },
  noActions: {
    label: 'No actions set',
    why: 'Pagewatch cannot see EventBridge rules, nor composite alarms outside this answer.',
  },
  pagedBy: (composite: string) => ({
    label: `Pages by way of ${composite}`,
    why: 'It has no actions of its own, but a composite alarm that has some asks for it.',
  }),
  noData: {
    label: 'OK without data',
    why: 'Its last evaluation saw no data point, so the OK says nothing.',
  },
  warmingUp: {
    label: 'Warming up',
    why: 'It was changed so recently that CloudWatch does not evaluate it yet.',
  },
  suppressed: {
    label: (by: string | undefined) => (by === undefined ? 'Suppressed' : `Suppressed by ${by}`),
    why: (by: string) => {
      switch (by) {
        case 'Alarm':
          return 'Another alarm suppresses the actions of this one.';
        case 'WaitPeriod':
          return 'Its actions wait to see whether another alarm suppresses them.';
        case 'ExtensionPeriod':
          return 'Its actions stay suppressed for a while after the other alarm has ended.';
        default:
          return `Its actions are suppressed (${by}).`;
      }
    },
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
        return {
          label: 'Evaluation failing',
          why: 'CloudWatch has trouble evaluating the alarm for now.',
        };
      default:
        return {
          label: `Evaluation: ${word}`,
          why: 'CloudWatch says that the evaluation is not normal.',
        };
    }
  },
} as const;
