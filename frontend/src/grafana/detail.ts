import type { Links } from './links';
import type { Count, Instance, Label } from './wire/rule';

/** RuleDetail is the data for the details of a rule. */
export interface RuleDetail {
  provider: 'grafana';
  folder?: string | undefined;
  /** Milliseconds since 1970. */
  evaluated?: number | undefined;
  /** Seconds. */
  for?: number | undefined;
  /** Seconds. */
  keepFiring?: number | undefined;
  labels: readonly Label[];
  counts: readonly Count[];
  instances: readonly Instance[];
  links: Links;
  ids: Ids;
}

/** Ids are the UIDs by which a selection names the rule and what it belongs to, as they came. */
export interface Ids {
  rule?: string | undefined;
  folder?: string | undefined;
  dashboard?: string | undefined;
  /** The number of a panel of the dashboard. */
  panel?: number | undefined;
}
