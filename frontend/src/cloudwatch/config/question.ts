import { KINDS, pruned, type Query } from '../../wire/query';

/** Question is the part of the form that selects alarms. */
export interface Question {
  /** AWS accepts exact names or a prefix, never both. */
  which: 'prefix' | 'names';
  namePrefix: string;
  /** One per line. */
  names: string;
  kinds: string[];
  actionPrefix: string;
  firingOnly: boolean;
  withoutAutoScaling: boolean;
}

/** blankQuestion selects every alarm. */
export const blankQuestion: Question = {
  which: 'prefix',
  namePrefix: '',
  names: '',
  kinds: [...KINDS],
  actionPrefix: '',
  firingOnly: false,
  withoutAutoScaling: false,
};

/** namesOf parses the lines of names. It trims each line; within a name, every space counts. */
export function namesOf({ names }: Question): string[] {
  return names
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/**
 * queryFrom returns the query for AWS without the name prefix, which a configuration stores beside
 * it.
 */
export function queryFrom(question: Question): Query {
  const { which, kinds, actionPrefix, firingOnly, withoutAutoScaling } = question;
  return pruned({
    names: which === 'names' ? namesOf(question) : [],
    kinds: kinds.length === KINDS.length ? [] : KINDS.filter((kind) => kinds.includes(kind)),
    actionPrefix,
    firingOnly,
    withoutAutoScaling,
  });
}

/** prefixFrom returns the name prefix, "" for none. */
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
    withoutAutoScaling: query.withoutAutoScaling === true,
  };
}
