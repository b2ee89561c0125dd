import type { Source } from '../wire/macro-config';
import type { SourceView, View } from './view';

/** Names are what people call a source. */
export interface Names {
  connection?: string | undefined;
  region?: string | undefined;
}

/**
 * namesOf finds the names of a source. One that has not answered says nothing of itself; another source of the
 * same connection or Region may have said it.
 */
export function namesOf(view: View, asked: Source): Names {
  const told = (same: keyof Source) => {
    const source = view.find((it) => (it.header ?? it.said) && it.asked[same] === asked[same]);
    return source?.header ?? source?.said;
  };
  return { connection: told('connection')?.name, region: told('region')?.regionName };
}

/** accountOf is the AWS account of a source: what it says itself, or what the ARNs of its alarms say. */
export function accountOf({ header, alarms }: SourceView): string | undefined {
  const arn = alarms.find((alarm) => alarm.arn !== undefined)?.arn;
  return header?.account ?? /^arn:[a-z-]+:cloudwatch:[a-z0-9-]+:(\d{12}):/.exec(arn ?? '')?.[1];
}
