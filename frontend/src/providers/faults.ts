// The provider of a connection diagnoses a combination of failed steps.
export { faultIn } from '../cloudwatch/settings/diagnosis';
