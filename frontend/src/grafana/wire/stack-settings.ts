import { Fields } from '../../wire/fields';

/** StackSettings is what the settings say about linking Grafana stacks. */
export interface StackSettings {
  /** Whether the operator refuses tokens that may change things. */
  forbidBroadTokens: boolean;
  /** A simulation stands for every stack. */
  simulated?: boolean | undefined;
}

/** parseStackSettings parses the member `grafana` of the settings. */
export function parseStackSettings(value: unknown): StackSettings {
  const fields = new Fields(value, 'grafana');
  return {
    forbidBroadTokens: fields.boolean('forbidBroadTokens'),
    simulated: fields.optionalBoolean('simulated'),
  };
}
