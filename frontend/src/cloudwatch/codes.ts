/** busyCodes are the temporary errors of AWS. */
export const busyCodes = ['aws_throttled', 'aws_sts_throttled', 'aws_busy'] as const;

/** deniedCodes are the errors for a missing permission. */
export const deniedCodes = [
  'aws_assume_denied',
  'aws_assume_scp',
  'aws_assume_rcp',
  'aws_alarms_denied',
  'aws_alarms_scp',
  'aws_alarms_rcp',
] as const;

/** lastingCodes are the errors that stay until somebody changes the connection. */
export const lastingCodes = ['aws_user_forbidden'] as const;

/** chargedCodes are the errors that CloudWatch itself returns. Each took a call of its quota. */
export const chargedCodes = ['aws_throttled'] as const;
