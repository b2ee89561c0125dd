import { isStack } from './stack';
import { isUid } from './uid';
import type { Rule } from './wire/rule';

/** Links are the pages of a rule in its stack. Each is absent where its address is not certain. */
export interface Links {
  rule?: string | undefined;
  folder?: string | undefined;
  panel?: string | undefined;
}

/** linksOf returns the pages of a rule. They are made of ids alone, never of addresses. */
export function linksOf({ uid, folder, dashboard, panel }: Rule, stack: string | undefined): Links {
  if (stack === undefined || !isStack(stack)) return {};
  const at = (one: string | undefined, path: (it: string) => string): string | undefined =>
    one !== undefined && isUid(one) ? `https://${stack}/${path(one)}` : undefined;
  const view =
    panel !== undefined && Number.isSafeInteger(panel) && panel > 0 ? `?viewPanel=${panel}` : '';
  return {
    rule: at(uid, (it) => `alerting/grafana/${it}/view`),
    folder: at(folder.uid, (it) => `dashboards/f/${it}`),
    panel: at(dashboard, (it) => `d/${it}${view}`),
  };
}
