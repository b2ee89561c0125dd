// The provider of a composite knows how its rule combines its children.
export { causesIn } from '../cloudwatch/row/causes';
