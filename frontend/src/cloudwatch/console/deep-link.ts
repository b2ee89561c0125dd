import type { Alarm } from '../wire/alarm';

/**
 * Consoles by partition. A partition whose console is not known for sure, or is not public, is not here: no link is
 * better than one that leads elsewhere.
 */
const hosts: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/**
 * consoleLink is where the AWS console shows an alarm, or null. Partition and Region come from the ARN that AWS sent,
 * so no configuration can lead anywhere else.
 */
export function consoleLink({ arn, name }: Alarm): string | null {
  const [, partition, region] = /^arn:([a-z-]+):cloudwatch:([a-z0-9-]+):/.exec(arn ?? '') ?? [];
  const host = Object.hasOwn(hosts, partition ?? '') ? hosts[partition ?? ''] : undefined;
  if (region === undefined || host === undefined) return null;
  return `https://${region}.${host}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(name)}`;
}
