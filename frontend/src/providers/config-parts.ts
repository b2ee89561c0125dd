// These parts of the configuration form depend on the provider of the chosen connections.
export { PastedMessage } from '../cloudwatch/config/pasted-message';
export { NarrowFields, WhichFields } from '../cloudwatch/config/question-fields';
export { RegionSelect as PlaceSelect } from '../cloudwatch/region-select';
