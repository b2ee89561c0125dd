/** The failures of a test that one field of the form can mend. */
const fields: Partial<Record<string, 'stack' | 'token' | 'folders'>> = {
  grafana_no_stack: 'stack',
  grafana_redirect: 'stack',
  grafana_open: 'stack',
  grafana_token_invalid: 'token',
  grafana_token_expired: 'token',
  grafana_token_revoked: 'token',
  grafana_token_elsewhere: 'token',
  grafana_account_disabled: 'token',
  grafana_folder_gone: 'folders',
};

/** fieldOf returns the field of the form that a failure is about, if any. */
export function fieldOf(code: string): string | undefined {
  return fields[code];
}
