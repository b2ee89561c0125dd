import type { Settings } from '../wire/settings';

/**
 * trustPolicy writes the policy that lets Pagewatch borrow a role. The principal is the whole account of
 * Pagewatch, narrowed to its one ARN by a condition: a principal that names a role directly is silently
 * rewritten by AWS, and stops working, when that role is deleted and made again.
 */
export function trustPolicy(settings: Settings): string {
  const { externalId, principalArn, partition } = settings;
  return pretty({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${accountOf(principalArn)}:root` },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'sts:ExternalId': externalId },
          ArnEquals: { 'aws:PrincipalArn': principalArn },
        },
      },
    ],
  });
}

/** permissionsPolicy writes all that the role has to allow. */
export function permissionsPolicy(): string {
  return pretty({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'cloudwatch:DescribeAlarms', Resource: '*' }],
  });
}

/** An ARN is arn:partition:service:region:account:resource. */
function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

function pretty(policy: object): string {
  return JSON.stringify(policy, null, 2);
}
