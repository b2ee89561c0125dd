/** busyCodes are the temporary errors of AWS. */
export const busyCodes = ['aws_throttled', 'aws_sts_throttled', 'aws_busy'] as const;

/** deniedCodes are the errors for a missing permission. */
export const deniedCodes = [
  'aws_assume_denied',
  'aws_access_changing',
  'aws_assume_scp',
  'aws_assume_rcp',
  'aws_alarms_denied',
  'aws_alarms_scp',
  'aws_alarms_rcp',
] as const;

/**
 * revokedCodes are the errors of an account that has taken back what a connection uses: its keys, its
 * role, or a Region.
 */
export const revokedCodes = [
  'aws_bad_keys',
  'aws_bad_signature',
  'aws_invalid',
  'aws_region_disabled',
  'aws_sts_disabled',
] as const;

/** lastingCodes are the errors that stay until somebody changes the connection. */
export const lastingCodes = ['aws_user_forbidden'] as const;

/** chargedCodes are the errors that CloudWatch itself returns. Each took a call of its quota. */
export const chargedCodes = ['aws_throttled'] as const;
