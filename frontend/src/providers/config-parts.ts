// The parts of the configuration form that depend on the provider that is asked.
export { PastedMessage } from '../cloudwatch/config/pasted-message';
export { NarrowFields, WhichFields } from '../cloudwatch/config/question-fields';
export { RegionSelect as PlaceSelect } from '../cloudwatch/region-select';
