/** actions are what the token needs to read, in Grafana's names. Alerts need the first two. */
export const actions: readonly string[] = [
  'alert.rules:read',
  'folders:read',
  'dashboards:read',
  'annotations:read',
  'library.panels:read',
  'orgs:read',
  'datasources:query',
];
