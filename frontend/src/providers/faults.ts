// The provider of a connection knows the fault behind a combination of failed steps.
export { faultIn } from '../cloudwatch/settings/diagnosis';
