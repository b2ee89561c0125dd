// A pasted address belongs to the provider whose grammar reads it.
export { parsePasted, type Pasted } from '../cloudwatch/console/pasted-link';
export { askedBy } from '../cloudwatch/console/asked-by';
export { configFor, connectionsFor } from '../cloudwatch/console/resolve-link';
