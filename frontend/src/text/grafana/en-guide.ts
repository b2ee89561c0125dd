/** stackGuide is the part of guide that names Grafana. */
export const stackGuide = {
  title: 'Make a token in Grafana',
  intro:
    'Three steps, about five minutes. You need somebody who may create service accounts in the stack.',
  test: 'Pagewatch asks the stack without a token, with a made-up one, and then with yours. Nothing is kept before you save.',
  consequences: {
    readers:
      'Everybody who can view this space will see names, labels, states and summaries of the alert rules that its connections show. You choose the folders.',
    access:
      'Pagewatch keeps the token, encrypted, until you remove the connection, and sends it to this stack alone.',
    kept: 'Alert rules are read live and never stored. Pagewatch only reads; what the token may do besides is up to its service account.',
  },
  role: {
    least: 'Narrowest:',
    leastHow: '“No basic role”, and a custom role with the actions below on the folders to show.',
    simple: 'Simplest:',
    simpleHow: 'Viewer, which reads every folder that viewers of the stack may see.',
    forbidden: 'This Pagewatch refuses tokens that may change things, such as those of Editors.',
    actions: 'Actions of the custom role',
    actionsHelp:
      'The first two are needed for alerts. datasources:query is needed on the data sources of panels only.',
    look: 'Actions of the custom role',
  },
  steps: {
    list: 'Steps in Grafana',
    open: 'Open the service accounts of the stack:',
    openHow: 'Open Administration, Users and access, Service accounts.',
    add: 'Add a service account, with the name Pagewatch.',
    role: 'Choose its role:',
    token: 'Choose “Add service account token”.',
    expiry: 'Set an expiration date, such as in one year, and generate the token.',
    copy: 'Copy the token. Grafana shows it only once.',
  },
  revoke: 'Open the service accounts of the stack:',
} as const;
