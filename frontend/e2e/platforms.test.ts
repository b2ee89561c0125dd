// The platforms' own software against what this repository makes for it: the JavaScript AWS SDK against the simulated
// AWS, and Forge's manifest validator against manifest.yml.

import { resolve } from 'node:path';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { ProcessorBuilder, ValidationTypes } from '@forge/manifest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, trust } from './browser';
import { Product } from './product';

const role = 'arn:aws:iam::444455556666:role/PagewatchReadAlarms';

/** principal is Pagewatch's own in the simulation. Its keys work nowhere else. */
const principal = {
  accessKeyId: 'AKIALOCALPAGEWATCH00',
  secretAccessKey: 'local/simulation/only/pagewatch/00000000',
};

describe('the AWS SDK for JavaScript', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start();
    const browser = await launch();
    await trust(await browser.newPage(), product, role, 'pw-for-the-sdk');
    await browser.close();
  });
  afterAll(() => product.stop());

  const region = 'eu-central-1';

  it('assumes a role and reads its alarms', async () => {
    const sts = new STSClient({ endpoint: product.aws, region, credentials: principal });
    const { Credentials: temporary } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: role,
        RoleSessionName: 'sdk',
        ExternalId: 'pw-for-the-sdk',
        DurationSeconds: 900,
      }),
    );
    const credentials = {
      accessKeyId: temporary?.AccessKeyId ?? '',
      secretAccessKey: temporary?.SecretAccessKey ?? '',
      sessionToken: temporary?.SessionToken ?? '',
    };
    const cloudWatch = new CloudWatchClient({ endpoint: product.aws, region, credentials });
    const answer = await cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 }),
    );
    expect(answer.MetricAlarms?.length).toBeGreaterThan(0);
    expect(answer.MetricAlarms?.[0]?.StateUpdatedTimestamp).toBeInstanceOf(Date);
  });

  it('is refused without the External ID, and with a wrong secret', async () => {
    const input = { RoleArn: role, RoleSessionName: 'sdk' };
    const right = new STSClient({ endpoint: product.aws, region, credentials: principal });
    await expect(right.send(new AssumeRoleCommand(input))).rejects.toMatchObject({ name: 'AccessDenied' });
    const wrong = new STSClient({
      endpoint: product.aws,
      region,
      credentials: { ...principal, secretAccessKey: 'wrong' },
    });
    await expect(wrong.send(new AssumeRoleCommand(input))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });
});

describe('manifest.yml', () => {
  it('has no error and no warning for the real validator', async () => {
    expect(await complaints('manifest.yml')).toEqual([]);
  });

  it('would have one if it were wrong', async () => {
    expect(await complaints('docs/wire.md')).not.toEqual([]);
  });
});

/** complaints is what Forge's validator says about a manifest. It looks files up from the working directory. */
async function complaints(file: string): Promise<string[]> {
  const before = process.cwd();
  process.chdir(resolve(import.meta.dirname, '../..'));
  try {
    const processor = ProcessorBuilder.instance().withValidation(ValidationTypes.FULL).build();
    const verdict = await processor.process(file);
    return (verdict.errors ?? []).map(({ level, message }) => `${level}: ${message}`);
  } finally {
    process.chdir(before);
  }
}
