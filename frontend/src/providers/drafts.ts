// The fields of a draft and their rules depend on the provider of the connection. The form keeps,
// tests and saves a draft of any provider.
export {
  aboutOf,
  bodyOf,
  changesOf,
  draftFields,
  draftOf,
  errorsFrom,
  fenceOf,
  needsProof,
  reachOf,
  validateDraft,
  type Draft,
  type DraftErrors,
  type TextField,
} from '../cloudwatch/settings/draft';
export { withName } from '../cloudwatch/settings/draft-name';
export { narrows } from '../cloudwatch/settings/narrowing';
