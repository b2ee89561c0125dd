import type { Refusal } from '../../grafana/links/parse';

const later = 'Dashboards and panels come with another macro later. This macro shows alert rules.';

/**
 * stackLinks is the texts of pasted addresses of stacks. It is no part of the text object: only
 * authors of a macro that is not saved load it.
 */
export const stackLinks = {
  stack: 'Stack',
  rule: 'Alert rule',
  folder: 'Folder',
  rules: 'Alert rules',
  everyRule: 'all that the connection shows',
  filtersLabel: 'Filters of the link',
  filters: 'are not taken over. Choose labels and states below.',
  uid: (uid: string) => `UID ${uid}`,
  notLinked: (stack: string) => `${stack} is not linked in this space.`,
  notOffered: 'This Pagewatch does not offer stacks of Grafana Cloud.',
  refused: {
    host: 'This is no address of a stack of Grafana Cloud, such as example.grafana.net.',
    dashboard: later,
    short: `This is a short link, which may lead anywhere in Grafana. Open it, and paste the address that the browser then shows.`,
    explore: 'This link leads to Explore, which holds queries and no alert rules.',
    app: 'This link leads to an app of Grafana, which Pagewatch does not read.',
    public:
      'This link leads to a public dashboard. Pagewatch reads a stack as a connection of this space, never as the public.',
    snapshot: 'This link leads to a snapshot, which is not live.',
    playlist: 'This link leads to a playlist, which has no alert rules.',
    datasource:
      'This rule is managed by a data source. Pagewatch shows the rules that Grafana manages.',
    folders:
      'This link leads to a list of dashboards. Open one of its folders, and paste its address.',
    other: 'This page of Grafana shows no alert rules that Pagewatch can show.',
  } satisfies Record<Refusal, string>,
} as const;
