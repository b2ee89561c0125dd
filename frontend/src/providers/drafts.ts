// What an admin fills in belongs to the provider of the connection. The form keeps, tests and saves it.
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
export { narrows } from '../cloudwatch/settings/narrowing';
