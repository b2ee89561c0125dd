// Each provider has a grammar for the addresses that people paste.
export { parsePasted, type Pasted } from '../cloudwatch/console/pasted-link';
export { askedBy } from '../cloudwatch/console/asked-by';
export { candidatesFor, ofAccount } from '../cloudwatch/console/candidates';
