// The words for the steps of a test depend on the provider of the connection.
export {
  advisoryIn,
  hintIn,
  isDoubtful,
  retryReason,
  seenIn,
  statementOf,
  todoAfter,
  withoutCounts,
} from '../cloudwatch/settings/step-words';
