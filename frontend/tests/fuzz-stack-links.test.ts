// Like fuzz-text.test.ts, for pasted addresses of stacks.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultsIn } from '../src/grafana/config/check';
import { parseStackLink } from '../src/grafana/links/parse';
import './property-runs';

const addresses = [
  'https://example.grafana.net/alerting/grafana/bdf1a2b3c4d5/view?tab=instances',
  'https://example.grafana.net/dashboards/f/prod/production',
  'https://example.grafana.net/alerting/list?search=secret',
  'https://example.grafana.net/d/svc/overview?viewPanel=panel-2&var-customer=secret',
  'https://example.grafana.net/explore?left=secret',
];
const bits = [
  '%',
  '%2F',
  '%25',
  '%00',
  '/',
  '..',
  '?',
  '#',
  '@',
  ':',
  '.',
  '\\',
  ' ',
  'é',
  '$',
  '-',
];

test('a pasted address of a stack selects what can be asked, and keeps no text of its query', () => {
  const changed = fc
    .tuple(
      fc.constantFrom(...addresses),
      fc.nat(),
      fc.nat(3),
      fc.oneof(fc.string(), fc.constantFrom(...bits)),
    )
    .map(([address, at, gone, text]) => {
      const i = at % (address.length + 1);
      return address.slice(0, i) + text + address.slice(i + gone);
    });
  fc.assert(
    fc.property(fc.oneof(changed, fc.webUrl(), fc.string()), (address) => {
      const link = parseStackLink(address);
      if (link === null) return;
      const { protocol, hostname, search } = new URL(address.trim());
      expect(protocol).toBe('https:');
      expect(link.stack).toBe(hostname);
      if (link.alerts === undefined) return;
      expect(hostname).toMatch(/^[a-z][a-z0-9]{0,28}\.grafana\.net$/);
      expect(faultsIn(link.alerts)).toEqual([]);
      if (search.includes('secret')) expect(JSON.stringify(link)).not.toContain('secret');
    }),
  );
});

test('every UID comes back from the addresses of its rule and its folder', () => {
  const uid = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);
  const escaped = (text: string): string =>
    text.replace(/./g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  fc.assert(
    fc.property(uid, fc.boolean(), (id, isEscaped) => {
      const shown = isEscaped ? escaped(id) : id;
      const home = 'https://example.grafana.net';
      const read = (path: string): unknown => parseStackLink(home + path)?.alerts;
      expect(read(`/alerting/grafana/${shown}/view`)).toEqual({ rules: [id] });
      expect(read(`/dashboards/f/${shown}/any-name`)).toEqual({ folders: [id] });
    }),
  );
});
