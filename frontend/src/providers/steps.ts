// What a step of a test proves and what it saw depends on the provider of the connection.
export {
  hintIn,
  isDoubtful,
  retryReason,
  seenIn,
  statementOf,
  withoutCounts,
} from '../cloudwatch/settings/step-words';
