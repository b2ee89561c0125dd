import { KINDS, pruned, type Query } from '../../wire/query';

/** Question is the part of the form that says which alarms are asked for. */
export interface Question {
  /** AWS takes exact names or a beginning, never both: one of them is asked for. */
  which: 'prefix' | 'names';
  namePrefix: string;
  /** One on each line. */
  names: string;
  kinds: string[];
  actionPrefix: string;
  firingOnly: boolean;
}

/** blankQuestion asks for every alarm. */
export const blankQuestion: Question = {
  which: 'prefix',
  namePrefix: '',
  names: '',
  kinds: [...KINDS],
  actionPrefix: '',
  firingOnly: false,
};

/** namesOf reads the lines of names. Only what stands around a name is dropped; inside, every space counts. */
export function namesOf({ names }: Question): string[] {
  return names
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** queryFrom is what is asked of AWS, but for the beginning of names, which a configuration holds beside it. */
export function queryFrom(question: Question): Query {
  const { which, kinds, actionPrefix, firingOnly } = question;
  return pruned({
    names: which === 'names' ? namesOf(question) : [],
    kinds: kinds.length === KINDS.length ? [] : KINDS.filter((kind) => kinds.includes(kind)),
    actionPrefix,
    firingOnly,
  });
}

/** prefixFrom is the beginning of names that is asked for, "" for none. */
export function prefixFrom({ which, namePrefix }: Question): string {
  return which === 'names' ? '' : namePrefix;
}

/** questionFrom fills the question from a stored query. */
export function questionFrom(query: Query): Question {
  const { names = [], namePrefix = '', kinds = blankQuestion.kinds, actionPrefix = '' } = query;
  return {
    which: names.length > 0 ? 'names' : 'prefix',
    namePrefix,
    names: names.join('\n'),
    kinds,
    actionPrefix,
    firingOnly: query.firingOnly === true,
  };
}
