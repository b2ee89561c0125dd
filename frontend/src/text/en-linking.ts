import { accountForm } from './cloudwatch/en-form';
import { accountGuide } from './cloudwatch/en-guide';
import { stackForm } from './grafana/en-form';
import { stackGuide } from './grafana/en-guide';

/** guide is the texts of the guide, except for the form and the test. */
export const guide = {
  ...accountGuide,
  stacks: stackGuide,
  title: 'Add a connection',
  done: 'done',
  next: 'Continue',
  consequences: {
    ...accountGuide.consequences,
    title: 'Who will see what',
  },
  describe: { title: 'Describe and test the connection' },
  save: { title: 'Save it' },
} as const;

/** form is the texts of the connection form. */
export const form = {
  ...accountForm,
  stacks: stackForm,
  editTitle: (name: string) => `Edit ${name}`,
  name: 'Name of the connection',
  nameHelp: 'What page authors will choose from, such as “Payments production”.',
  kind: 'What to link',
  needsTest:
    'What you changed decides how Pagewatch gets in, so it has to be tested before it can be saved.',
  saveNew: 'Save the connection',
  save: 'Save changes',
  cancel: 'Cancel',
  reasons: {
    untested: 'Only a connection that has passed the whole test can be saved. Test it first.',
    running: 'The test is still running.',
    failed: 'The test has not passed, so this cannot be saved.',
    ready: 'The test passed. Save within ten minutes of it.',
  },
  wrong: {
    ...accountForm.wrong,
    name: 'Enter a name.',
    nameLong: (most: number) => `A name has at most ${most} characters.`,
    nameInvisible: 'A name has no control characters and no invisible ones.',
    nameTaken: 'Another connection of this space has this name. Choose one that tells them apart.',
  },
} as const;
