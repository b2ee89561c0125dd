import { describe, expect, test } from 'vitest';
import { rowOf } from '../../../tests/row-fixture';
import { asCsv, asMarkdown } from './copied-text';

describe('a copy', () => {
  const since = Date.UTC(2026, 10, 21, 10);

  test('as CSV quotes its text', () => {
    const csv = asCsv([rowOf('a,"b"\nc', { since, reason: 'r' })]);
    expect(csv).toBe(
      'State,Alarm,Since,Reason,Account,Region\r\n' +
        'OK,"a,""b""\nc",2026-11-21T10:00:00.000Z,r,111122223333,eu-central-1\r\n',
    );
  });

  test.each(['=1+1', '+1', '-1', '@a', '\t=1', ' =1', '\r=1', '|a', '＝1'])(
    'as CSV contains no formula %j',
    (name) => {
      const cell = asCsv([rowOf(name)]).split('\r\nOK,')[1] ?? '';
      expect(cell.startsWith(`"'`)).toBe(true);
    },
  );

  test.each([
    ['x\t=HYPERLINK(0)', 'x =HYPERLINK(0)'],
    ['x;=1+1', `"x;'=1+1"`],
    ['x; "@a', `"x; ""'@a"`],
    ['x\n\n=1', `"x\n\n'=1"`],
    ['x\r\n -1', `"x\r\n '-1"`],
    ['=1;+1', `"'=1;'+1"`],
    ['x;y', '"x;y"'],
  ])('as CSV contains no formula in %j with another separator', (name, cell) => {
    expect(asCsv([rowOf(name)]).split('\r\nOK,')[1]).toBe(
      `${cell},,,111122223333,eu-central-1\r\n`,
    );
  });

  test('has the owner and the runbook where a description names one', () => {
    const about = { description: 'Owner: =1+1\nhttps://wiki.example.com/a' };
    expect(asCsv([rowOf('a'), rowOf('b', about)])).toBe(
      'State,Alarm,Since,Reason,Account,Region,Owner,Runbook\r\n' +
        'OK,a,,,111122223333,eu-central-1,,\r\n' +
        `OK,b,,,111122223333,eu-central-1,"'=1+1",https://wiki.example.com/a\r\n`,
    );
    expect(asCsv([rowOf('b', { description: 'Team: Ledger' })])).toContain('Region,Owner\r\n');
  });

  test('as CSV contains no formula in what names a rule', () => {
    const row = rowOf('a');
    const item = { ...row.item, severity: '=1', link: { href: '=2', text: '', label: '' } };
    const names = { connection: '+3' };
    const asked = { connection: 'c', alerts: {} };
    const named = { type: 'source', source: 0, name: '', region: '', placeName: '' } as const;
    const header = { ...named, asOf: 0, count: 1, truncated: false, stack: '@4' };
    const csv = asCsv([{ ...row, item, names, source: { ...row.source, asked, header } }]);
    expect(csv).toContain(`"'+3","'@4","'=1","'=2"`);
  });

  test('has no ARN in a reason', () => {
    const reason = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:b transitioned to ALARM';
    expect(asCsv([rowOf('a', { reason })])).toContain(',b transitioned to ALARM,');
  });

  test('keeps the caveats of an OK', () => {
    const caveats = { actionsOff: true, suppressedBy: 'Alarm', suppressor: 'a,b' };
    const older = { ...rowOf('b'), olderAsOf: since };
    const csv = asCsv([rowOf('a', caveats), older]).split('\r\n');
    expect(csv[1]).toMatch(/^"OK \(Suppressed by a,b, Actions off\)",a,/);
    expect(csv[2]).toMatch(/^OK \(As of .*\),b,/);
    expect(asMarkdown([rowOf('a', caveats)], { headline: '' })).toContain(
      '| OK \\(Suppressed by a,b, Actions off\\) |',
    );
  });

  test.each([
    ['www.evil.com/login', '`www.evil.com/login`'],
    ['see evil.com, now', 'see `evil.com,` now'],
    ['WWW.1 //evil ann@evil', '`WWW.1` `//evil` `ann@evil`'],
    ['@here :x:', '`@here` \\:x\\:'],
    ['a`b.com|c.com\\d.com`', 'a\\``b.com`\\|`c.com`\\\\`d.com`\\`'],
    ['<b>evil.com</b>', '`<b>evil.com</b>`'],
    ['86.0 > 1.2.3.4. End', '86.0 \\> 1.2.3.4. End'],
    ['אב 12', '\u2068אב 12\u2069'],
    ['אב.com', '\u2068`אב.com`\u2069'],
  ])('as Markdown shows %j without a link', (name, cell) => {
    const [, , , , body = ''] = asMarkdown([rowOf(name)], { headline: '' }).split('\n');
    expect(body).toContain(`| OK | ${cell} |`);
  });

  test('as Markdown is a table with escaped names', () => {
    const markdown = asMarkdown(
      [rowOf('a|b [x](https://evil.test) <b>', { since, reason: 'one\ntwo' })],
      {
        headline: '1 OK',
        asOf: since,
        asked: 'Asked for: \u202Ea.',
      },
    );
    const [title, , head, line, body] = markdown.split('\n');
    expect(title).toContain('1 OK');
    expect(title).toMatch(/2026.* (?:UTC|[A-Z]{3,4}|GMT\\[+-][\d:]+)\\\)\. Asked for\\: a\.$/);
    expect(head).toBe('| State | Alarm | Since | Reason | Account | Region |');
    expect(line).toBe('| --- | --- | --- | --- | --- | --- |');
    expect(body).toContain('a\\|b `[x](https://evil.test)` &lt;b\\>');
    expect(body).toContain('one two');
  });
});
