import { Fields } from '../../wire/fields';

/** SetupFile is one ready-made text, filled in for the space. */
export interface SetupFile {
  /** "cloudformation", "terraform", "cli", "trust" or "permissions". */
  id: string;
  /** What to call it on disk. */
  name: string;
  text: string;
}

/** Setup is what to do in AWS. */
export interface Setup {
  /** What the ready-made texts call the role. */
  roleName: string;
  /** Opens the published template in the AWS console; absent where the operator has not published it. */
  quickCreate?: string | undefined;
  files: SetupFile[];
}

/** parseSetup reads the member `setup` of the settings. */
export function parseSetup(value: unknown): Setup {
  const fields = new Fields(value, 'setup');
  return {
    roleName: fields.string('roleName'),
    quickCreate: readQuickCreate(fields),
    files: fields.list('files', (file) => {
      const members = new Fields(file, 'file');
      return {
        id: members.string('id'),
        name: members.string('name'),
        text: members.string('text'),
      };
    }),
  };
}

/** The address is opened as it is, so it may be nothing but a page of the web. */
function readQuickCreate(fields: Fields): string | undefined {
  const address = fields.optionalString('quickCreate');
  if (address !== undefined && !/^https?:\/\//.test(address))
    throw fields.wrong('quickCreate', 'a web address');
  return address;
}
