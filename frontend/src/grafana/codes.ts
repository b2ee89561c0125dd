/** busyCodes are the temporary errors of a stack. */
export const busyCodes = ['grafana_busy', 'grafana_throttled', 'grafana_waking'] as const;

/** deniedCodes are the errors of a token that may not read, or is none any more. */
export const deniedCodes = [
  'grafana_token_invalid',
  'grafana_token_expired',
  'grafana_token_revoked',
  'grafana_token_elsewhere',
  'grafana_account_disabled',
  'grafana_forbidden',
  'grafana_no_folders',
  'grafana_folder_gone',
  'grafana_folder_not_found',
] as const;

/** lastingCodes are the errors that stay until somebody changes the connection or the macro. */
export const lastingCodes = ['grafana_no_scope'] as const;

/** chargedCodes are the errors that the stack itself returns. Each took a call of its quota. */
export const chargedCodes = ['grafana_throttled'] as const;
