// The fields of a question, their rules and their words depend on the provider.
export {
  blankQuestion,
  prefixFrom,
  queryFrom,
  questionFrom,
  type Question,
} from '../cloudwatch/config/question';
export { PLACES, questionErrors } from '../cloudwatch/config/question-errors';
export { narrowings } from '../cloudwatch/narrowings';
export { emptyRules, filtersIn, narrowings as ruleNarrowings } from '../grafana/narrowings';
