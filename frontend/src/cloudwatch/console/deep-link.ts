import { awsName } from '../aws-name';
import type { Alarm } from '../wire/alarm';

/**
 * Console hosts by partition. A partition with an uncertain or private console is absent: no link
 * is better than a wrong one.
 */
const hosts: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/**
 * consoleLink returns the address of an alarm in the AWS console, or null. Partition and Region
 * come from the ARN that AWS sent, so no configuration can redirect the link.
 */
export function consoleLink(alarm: Alarm): string | null {
  const [, partition, region] =
    /^arn:([a-z-]+):cloudwatch:([a-z0-9-]+):/.exec(alarm.arn ?? '') ?? [];
  const host = Object.hasOwn(hosts, partition ?? '') ? hosts[partition ?? ''] : undefined;
  if (region === undefined || host === undefined) return null;
  const name = encodeURIComponent(awsName(alarm));
  return `https://${region}.${host}/cloudwatch/home?region=${region}#alarmsV2:alarm/${name}`;
}
