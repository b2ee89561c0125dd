// The words for the steps of a test depend on the provider of the connection.
export {
  hintIn,
  isDoubtful,
  retryReason,
  seenIn,
  statementOf,
  withoutCounts,
} from '../cloudwatch/settings/step-words';
