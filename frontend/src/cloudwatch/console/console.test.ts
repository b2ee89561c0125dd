import { describe, expect, test } from 'vitest';
import type { Alarm } from '../wire/alarm';
import { consoleLink } from './deep-link';
import { parsePasted } from './pasted-link';

const alarm = (name: string, arn?: string): Alarm => ({ name, kind: 'metric', state: 'OK', arn });
const arn = (partition: string, region: string): string =>
  `arn:${partition}:cloudwatch:${region}:111122223333:alarm:x`;

describe('the console link', () => {
  test.each([
    [
      'aws',
      'eu-central-1',
      'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1',
    ],
    [
      'aws-cn',
      'cn-north-1',
      'https://cn-north-1.console.amazonaws.cn/cloudwatch/home?region=cn-north-1',
    ],
    [
      'aws-us-gov',
      'us-gov-west-1',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1',
    ],
  ])('points to the console of %s', (partition, region, address) => {
    expect(consoleLink(alarm('x', arn(partition, region)))).toBe(`${address}#alarmsV2:alarm/x`);
  });

  test.each([
    undefined,
    '',
    'nonsense',
    arn('aws-eusc', 'eusc-de-east-1'),
    arn('aws-iso', 'us-iso-east-1'),
    arn('aws-iso-b', 'us-isob-east-1'),
    arn('constructor', 'r'),
    arn('aws', 'a/b'),
  ])('is null for %s', (it) => expect(consoleLink(alarm('x', it))).toBeNull());

  test('parses back to the same alarm, whatever its name', () => {
    for (const name of ['a/b?c#d%20', 'a+b$2F', 'żółć ✓', "it's (fine)~*", '&=;', ' spaced ']) {
      const link = consoleLink(alarm(name, arn('aws', 'eu-central-1'))) ?? '';
      expect(parsePasted(link)).toEqual({ region: 'eu-central-1', name });
    }
  });

  test('has the name that AWS knows, where the shown one writes characters out', () => {
    const home = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:';
    const link = consoleLink(alarm('a⟨U+202E⟩b: c', `${home}a\u202Eb: c`));
    expect(link).toMatch(/#alarmsV2:alarm\/a%E2%80%AEb%3A%20c$/);
  });
});

const home = 'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1';

describe('a pasted address', () => {
  test.each([
    [`${home}#alarmsV2:alarm/checkout-5xx`, { region: 'eu-central-1', name: 'checkout-5xx' }],
    [`${home}#alarmsV2:alarm/a%2Fb?~(timeRange~300)`, { region: 'eu-central-1', name: 'a/b' }],
    [`${home}#alarmsV2:alarm/%E0%A4%A`, { region: 'eu-central-1', isNameUnreadable: true }],
    [
      `${home}#alarmsV2:alarm/${'x'.repeat(256)}`,
      { region: 'eu-central-1', isNameUnreadable: true },
    ],
    [`${home}#alarmsV2:`, { region: 'eu-central-1' }],
    [`${home}#alarmsV2:?`, { region: 'eu-central-1' }],
    [
      `${home}#alarmsV2:?~(alarmStateFilter~'ALARM~search~'checkout*2d5xx)`,
      { region: 'eu-central-1', states: ['ALARM'], search: 'checkout-5xx' },
    ],
    [
      `${home}#alarmsV2:?search=a%20b&alarmStateFilter=OK`,
      { region: 'eu-central-1', states: ['OK'], search: 'a b' },
    ],
    [
      `${home}#alarm:alarmFilter=inAlarm;name=check`,
      { region: 'eu-central-1', states: ['ALARM'], search: 'check' },
    ],
    [`${home}#alarm:alarmFilter=ANY`, { region: 'eu-central-1' }],
    [
      'https://console.aws.amazon.com/cloudwatch/deeplink.js?region=us-east-1#alarmsV2:alarm/x',
      { region: 'us-east-1', name: 'x' },
    ],
    [
      'https://cn-north-1.console.amazonaws.cn/cloudwatch/home#alarmsV2:alarm/x',
      { region: 'cn-north-1', name: 'x' },
    ],
    [
      'https://console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1#alarmsV2:alarm/x',
      { region: 'us-gov-west-1', name: 'x' },
    ],
    [
      'https://111122223333-abcd.us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/x',
      { region: 'us-east-1', account: '111122223333', name: 'x' },
    ],
    [
      'https://111122223333.console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:',
      { region: 'us-east-1', account: '111122223333' },
    ],
    [
      `${home}#alarmsV2:alarm/ecs$2Fservice$2fupscale`,
      { region: 'eu-central-1', name: 'ecs/service/upscale' },
    ],
    [
      `${home}#alarmsV2:alarm/My+Alarm+$25`,
      { region: 'eu-central-1', name: 'My+Alarm+%', otherName: 'My Alarm %' },
    ],
    // An escaped sign of the notation is the sign itself.
    [`${home}#alarmsV2:alarm/a%2Bb%242F`, { region: 'eu-central-1', name: 'a+b$2F' }],
    [`${home}#alarmsV2:alarm/US$FFx`, { region: 'eu-central-1', name: 'US$FFx' }],
    [
      `${home}#alarmsV2:?~(alarmStateFilter~(~'ALARM)~search~'5XX*20error)`,
      { region: 'eu-central-1', states: ['ALARM'], search: '5XX error' },
    ],
    [
      `${home}#alarmsV2:?~(alarmStateFilter~(~'OK~'ALARM~'tomorrow)~actionsState~(~'enabled))`,
      { region: 'eu-central-1', states: ['ALARM', 'OK'] },
    ],
    [`${home}#alarmsV2:?%7E%28search%7E%27a*20b%29`, { region: 'eu-central-1', search: 'a b' }],
  ])('%s', (address, pasted) => {
    expect(parsePasted(address)).toEqual(pasted);
  });

  test.each([
    'no address',
    'http://console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/x',
    'https://console.aws.amazon.com.evil.test/cloudwatch/home?region=us-east-1#alarmsV2:alarm/x',
    'https://evilconsole.aws.amazon.com.test/cloudwatch/home?region=us-east-1#alarmsV2:alarm/x',
    'https://console.aws.amazon.com/ec2/home?region=us-east-1#alarmsV2:alarm/x',
    'https://console.aws.amazon.com/cloudwatch/home#alarmsV2:alarm/x',
    `${home}#metricsV2:`,
    'javascript:alert(1)//console.aws.amazon.com/cloudwatch/#alarmsV2:alarm/x',
  ])('%s is refused', (address) => {
    expect(parsePasted(address)).toBeNull();
  });
});
