import { plural } from '../plural';

/** stackForm is the part of form that names Grafana. */
export const stackForm = {
  kind: 'Grafana Cloud stack, with a service account token',
  kindHelp: 'The token is kept. You can revoke it in Grafana at any time.',
  setUp: 'How to make a token in Grafana',
  stack: {
    label: 'Address of the stack',
    help: 'Paste the address of any page of it, or enter it like example.grafana.net.',
  },
  token: {
    label: 'Service account token',
    help: 'It begins with glsa_. Kept encrypted and never shown again.',
    keep: 'Leave empty to keep the token that is stored.',
  },
  expires: {
    label: 'Day on which the token expires (optional)',
    help: 'As you set it in Grafana. From 14 days before, this page warns you, and the settings of a macro warn its authors.',
  },
  offeredStack: (label: string) => `Grafana ${label}`,
  renewTitle: (name: string) => `New token for ${name}`,
  renewIntro:
    'The old token keeps working until the new one is tested and saved. Revoke the old one in Grafana after that.',
  folders: {
    label: 'Folders that pages may show',
    all: 'All that the token sees',
    allHelp: 'Folders that are added in Grafana later are shown too, if the token sees them.',
    some: 'Only these folders, with their subfolders',
    later: 'All that the token sees. After the test you can choose single folders here.',
    load: 'Show the folders of the stack',
    loadHelp: 'Asks the stack, as a test does.',
    search: 'Search folders',
    found: (n: number) => `${plural(n, 'folder', 'folders')} found`,
    tree: 'Folders of the stack',
    inside: (title: string) => `(in ${title})`,
    gone: '(the token does not see it)',
    chosen: (n: number) => `${plural(n, 'folder', 'folders')} chosen`,
    changed: 'The test proves what the token sees in these folders. Test again, then save.',
    cut: 'The stack has more folders than are listed here.',
  },
  narrower:
    'You are taking away folders. Macros without folders of their own will show fewer rules. Macros that name such a folder, or a rule in it, will say that it did not come.',
  wrong: {
    stack: {
      empty: 'Enter the address of the stack.',
      malformed: 'This is not the address of a stack. It looks like example.grafana.net.',
      website:
        'This is Grafana’s website. A stack has an address of its own, like example.grafana.net.',
      elsewhere:
        'Pagewatch reads stacks of Grafana Cloud. Enter the stack’s address that ends in .grafana.net, even if the stack also has another one.',
      spelling:
        'Enter the address in small letters and digits alone, without a port or a dot at its end, like example.grafana.net.',
      service:
        'This is no stack but another service of Grafana Cloud. Open Grafana in the browser and copy its address from there.',
    },
    token: {
      empty: 'Enter the token of the service account.',
      incomplete: (n: number) =>
        `This token is incomplete: it has ${n} of 46 characters. Copy it again, or make a new one.`,
      damaged: 'This token is damaged: its checksum is wrong. Copy it again, or make a new one.',
      policy:
        'This is a cloud access policy token (glc_…), which cannot read a stack. Make a token of a service account: it begins with glsa_.',
      'api-key':
        'This is an API key of an older Grafana. Make a token of a service account: it begins with glsa_.',
      other:
        'This is not a token of a service account. It begins with glsa_ and has 46 characters.',
    },
    otherStack: 'Another stack needs a token of its own. Enter it too.',
    expires: 'Enter a day like 2027-12-31, or leave it empty.',
    passed: 'This day has passed. Enter the day on which the token ends, or leave it empty.',
    noFolder: 'Choose at least one folder, or show all that the token sees.',
    manyFolders: (most: number) =>
      `Choose at most ${most} folders. A folder includes its subfolders.`,
  },
} as const;
