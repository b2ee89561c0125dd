import { Fields } from '../../wire/fields';

/** StackSettings is what the settings say about linking Grafana stacks. */
export interface StackSettings {
  /** Whether the operator refuses tokens that may change things. */
  forbidBroadTokens: boolean;
}

/** parseStackSettings parses the member `grafana` of the settings. */
export function parseStackSettings(value: unknown): StackSettings {
  return { forbidBroadTokens: new Fields(value, 'grafana').boolean('forbidBroadTokens') };
}
