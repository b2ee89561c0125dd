import { Fields } from './fields';

/** Note is something to know of a connection that works. */
export interface Note {
  code: string;
  /** What the note is about, in the provider's own names, such as permissions. */
  about: string[];
  /** The words of the backend; a kept test has none. */
  message?: string | undefined;
  hint?: string | undefined;
}

/** notesIn reads the member `notes`, which may be absent. */
export function notesIn(fields: Fields): Note[] {
  return fields.raw('notes') === undefined ? [] : fields.list('notes', parseNote);
}

function parseNote(value: unknown): Note {
  const fields = new Fields(value, 'note');
  return {
    code: fields.string('code'),
    about: fields.raw('about') === undefined ? [] : fields.strings('about'),
    message: fields.optionalString('message'),
    hint: fields.optionalString('hint'),
  };
}
