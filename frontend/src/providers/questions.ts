// Which fields a question has, and which of its values are wrong, depends on the provider that is asked.
export { PLACES, questionErrors } from '../cloudwatch/config/question-errors';
