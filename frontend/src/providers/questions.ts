// Which fields a question has, which values are wrong, and what its words are, depends on the provider that is asked.
export {
  blankQuestion,
  prefixFrom,
  queryFrom,
  questionFrom,
  type Question,
} from '../cloudwatch/config/question';
export { PLACES, questionErrors } from '../cloudwatch/config/question-errors';
export { narrowings } from '../cloudwatch/narrowings';
