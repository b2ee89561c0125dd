import { describe, expect, test } from 'vitest';
import { settingsWithoutAccounts, wireSettings } from '../../tests/settings-fixtures';
import { ShapeError } from './fields';
import { parseSettings } from './settings';

describe('settings', () => {
  test('are read', () => {
    expect(parseSettings(wireSettings)).toMatchObject({
      accounts: {
        externalId: 'pw-site-space',
        principalArn: wireSettings.principal.arn,
        rolePrefix: '',
        setup: {
          roleName: 'PagewatchReadAlarms',
          quickCreate: 'https://console.example/quickcreate',
        },
      },
      receipts: true,
      version: '1.4.0',
    });
  });

  test('of a deployment without AWS accounts have nothing about them', () => {
    const read = parseSettings(settingsWithoutAccounts);
    expect(read.accounts).toBeUndefined();
    expect(read).toMatchObject({ receipts: true, version: '1.4.0' });
    expect(read.connections).toEqual(parseSettings(wireSettings).connections);
  });

  const about = [
    'externalId',
    'principal',
    'partition',
    'regions',
    'awsUserAllowed',
    'rolePrefix',
    'setup',
  ] as const;

  test.each(about)('have all about AWS accounts or nothing: %s', (member) => {
    expect(() => parseSettings({ ...wireSettings, [member]: undefined })).toThrow(ShapeError);
    const alone = { ...settingsWithoutAccounts, [member]: wireSettings[member] };
    expect(() => parseSettings(alone)).toThrow(ShapeError);
    expect(() => parseSettings({ ...settingsWithoutAccounts, [member]: null })).toThrow(ShapeError);
  });

  test('hold the last test of a connection, and none where there was none', () => {
    const [first, , third] = parseSettings(wireSettings).connections;
    expect(first).toMatchObject({
      test: {
        at: Date.UTC(2026, 10, 20, 10),
        outcome: 'passed',
        results: [
          { step: 'assume', outcome: 'passed' },
          { step: 'alarms', place: 'eu-central-1', outcome: 'passed' },
        ],
      },
    });
    expect(third).not.toHaveProperty('test.at');
  });

  const setup = { ...wireSettings.setup, quickCreate: undefined };

  test.each<[string, unknown, object]>([
    ['of another kind', { kind: 'tomorrow' }, { why: 'kind' }],
    ['without a kind', { kind: undefined }, { why: 'shape' }],
    ['that the backend cannot read', { kind: '', status: 'damaged' }, { why: 'damaged' }],
    ['without Regions', { regions: undefined }, { why: 'shape' }],
    ['with a test without a time', { test: { outcome: 'passed', results: [] } }, { why: 'shape' }],
    [
      'with a test of another outcome',
      { test: { at: '2026-11-20T10:00:00Z', outcome: 'fine', results: [] } },
      { why: 'shape' },
    ],
    ['with a test that is null', { test: null }, { why: 'shape' }],
  ])('keep a connection %s, by its id and name', (_, change, unknown) => {
    const [first, ...others] = wireSettings.connections;
    const connections = [{ ...first, ...Object(change) }, ...others];
    const read = parseSettings({ ...wireSettings, connections }).connections;
    expect(read[0]).toEqual({
      kind: 'unknown',
      id: 'c-1',
      name: 'Payments production',
      ...unknown,
    });
    expect(read.map(({ kind }) => kind)).toEqual(['unknown', 'aws-user', 'aws-user']);
  });

  test('need no published template', () => {
    expect(parseSettings({ ...wireSettings, setup }).accounts?.setup.quickCreate).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['no texts', { ...wireSettings, setup: { ...setup, files: undefined } }],
    [
      'a text without a name',
      { ...wireSettings, setup: { ...setup, files: [{ id: 'cli', text: '' }] } },
    ],
    [
      'a template that is no web page',
      { ...wireSettings, setup: { ...setup, quickCreate: 'javascript:1' } },
    ],
    [
      'a template in clear',
      { ...wireSettings, setup: { ...setup, quickCreate: 'http://console.example/x' } },
    ],
    ['no word on receipts', { ...wireSettings, receipts: undefined }],
    ['no version', { ...wireSettings, version: undefined }],
    ['no word on role names', { ...wireSettings, rolePrefix: null }],
  ])('are refused with %s', (_, value) => {
    expect(() => parseSettings(value)).toThrow(ShapeError);
  });
});
