/** busyCodes are the temporary problems of AWS. */
export const busyCodes = ['aws_throttled', 'aws_sts_throttled', 'aws_busy'] as const;

/** deniedCodes say that AWS does not let Pagewatch read the alarms. */
export const deniedCodes = ['aws_assume_denied', 'aws_alarms_denied'] as const;

/** chargedCodes are refusals of CloudWatch itself: they took a call of its quota. */
export const chargedCodes = ['aws_throttled'] as const;
