import { Fields } from '../../wire/fields';

/** SetupFile is a ready-made text, filled in for the space. */
export interface SetupFile {
  /** "cloudformation", "terraform", "cli", "trust" or "permissions". */
  id: string;
  /** The file name. */
  name: string;
  text: string;
}

/** Setup is the values and texts for the set-up in AWS. */
export interface Setup {
  /** The name of the role in the ready-made texts. */
  roleName: string;
  /**
   * The address that opens the published template in the AWS console; absent if the operator has
   * not published it.
   */
  quickCreate?: string | undefined;
  files: SetupFile[];
}

/** parseSetup parses the member `setup` of the settings. */
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

/** The page opens the address unchanged, so it must be an https address. */
function readQuickCreate(fields: Fields): string | undefined {
  const address = fields.optionalString('quickCreate');
  if (address !== undefined && !/^https:[/]{2}/.test(address))
    throw fields.wrong('quickCreate', 'an https address');
  return address;
}
