/** busyCodes are the temporary problems of AWS. */
export const busyCodes = ['aws_throttled', 'aws_sts_throttled', 'aws_busy'] as const;

/** deniedCodes are the refusals for a lack of permission. */
export const deniedCodes = ['aws_assume_denied', 'aws_alarms_denied'] as const;

/** chargedCodes are the refusals of CloudWatch itself. Each took a call of its quota. */
export const chargedCodes = ['aws_throttled'] as const;
