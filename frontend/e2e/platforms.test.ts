// The platforms' own client libraries on the simulations: the AWS SDK for JavaScript on the
// simulated AWS, and Forge's storage client on the simulated storage.

import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type * as forge from '@forge/kvs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, trust } from './browser';
import { Product } from './product';
import { Storage } from './storage';

const role = 'arn:aws:iam::444455556666:role/PagewatchReadAlarms';

/** principal is Pagewatch's principal in the simulation. Its keys are valid only there. */
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
    await expect(right.send(new AssumeRoleCommand(input))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
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

describe('@forge/kvs', () => {
  let storage: Storage;
  let kvs: typeof forge.kvs;
  let client: typeof forge;
  beforeAll(async () => {
    storage = await Storage.start();
    // the client looks for it when it is loaded
    Object.assign(globalThis, { __forge_fetch__: storage.fetch });
    client = await import('@forge/kvs');
    kvs = client.kvs;
  });
  afterAll(() => storage.stop());

  it('gets, sets and deletes', async () => {
    expect(await kvs.get('none')).toBeUndefined();
    await kvs.set('a', { n: 1 });
    expect(await kvs.get('a')).toEqual({ n: 1 });
    await kvs.delete('a');
    await kvs.delete('a');
    expect(await kvs.get('a')).toBeUndefined();
  });

  it('returns when a value was set and when it expires', async () => {
    const fields = [
      client.MetadataField.CREATED_AT,
      client.MetadataField.UPDATED_AT,
      client.MetadataField.EXPIRE_TIME,
    ];
    await kvs.set('short', 1, { ttl: { value: 1, unit: 'HOURS' } });
    const kept = await kvs.get('short', { metadataFields: fields });
    expect(kept).toMatchObject({ key: 'short', value: 1, createdAt: kept?.updatedAt });
    expect(Date.parse(kept?.expireTime ?? '') - (kept?.createdAt ?? 0)).toBeCloseTo(3_600_000, -1);
  });

  it('creates only absent values', async () => {
    await kvs.set('one', 1, { keyPolicy: 'FAIL_IF_EXISTS' });
    await expect(kvs.set('one', 2, { keyPolicy: 'FAIL_IF_EXISTS' })).rejects.toMatchObject({
      responseDetails: { status: 409 },
    });
    const options = { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS' } as const;
    await expect(kvs.set('one', 3, options)).resolves.toEqual({ key: 'one', value: 1 });
    await expect(kvs.set('other', 3, options)).resolves.toBeUndefined();
  });

  it('queries by pages', async () => {
    const keys = ['q:1', 'q:2', 'q:3', 'q:4', 'q:5'];
    for (const key of keys) await kvs.set(key, key);
    const query = (): ReturnType<typeof kvs.query> =>
      kvs.query().where('key', client.WhereConditions.beginsWith('q:'));
    const first = await query().limit(3).getMany();
    const second = await query()
      .limit(3)
      .cursor(first.nextCursor ?? '')
      .getMany();
    expect([...first.results, ...second.results].map(({ key }) => key)).toEqual(keys);
    expect(second.nextCursor).toBeUndefined();
    expect(await query().getOne()).toEqual({ key: 'q:1', value: 'q:1' });
  });

  it('keeps secrets apart', async () => {
    await kvs.setSecret('s', 'hidden');
    expect([await kvs.getSecret('s'), await kvs.get('s')]).toEqual(['hidden', undefined]);
    await kvs.deleteSecret('s');
    expect(await kvs.getSecret('s')).toBeUndefined();
  });

  it('runs several operations at once, or none', async () => {
    await kvs.transact().set('t:1', 1).set('t:2', 2).execute();
    await expect(kvs.transact().set('t:1', 9).delete('/').execute()).rejects.toMatchObject({
      code: 'INVALID_KEY',
    });
    await expect(kvs.transact().execute()).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const got = await kvs.batchGet([{ key: 't:1' }, { key: 't:3' }]);
    expect(got.successfulKeys).toEqual([{ key: 't:1', value: 1 }]);
    expect(got.failedKeys).toMatchObject([{ key: 't:3', error: { code: 'KEY_NOT_FOUND' } }]);
    expect((await kvs.batchSet([{ key: 't:3', value: 3 }])).successfulKeys).toEqual([
      { key: 't:3' },
    ]);
    expect((await kvs.batchDelete([{ key: 't:3' }])).failedKeys).toEqual([]);
  });

  it('gets an error for each invalid request', async () => {
    await expect(kvs.get('a/b')).rejects.toMatchObject({
      code: 'INVALID_KEY',
      responseDetails: { status: 400 },
    });
    await expect(kvs.set('null', null)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(kvs.entity('e').get('k')).rejects.toMatchObject({ message: /not imitated/ });
  });
});
