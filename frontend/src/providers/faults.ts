// What failed steps of a test say together is known to the provider of the connection.
export { faultIn } from '../cloudwatch/settings/diagnosis';
