import { describe, expect, test } from 'vitest';
import { parseStackLink } from './parse';

const stack = 'example.grafana.net';
const home = `https://${stack}`;
const uid = 'bdf1a2b3c4d5';

describe('a pasted address', () => {
  test.each([
    [`${home}/alerting/grafana/${uid}/view`, { rules: [uid] }],
    [`${home}/alerting/grafana/${uid}/view?tab=instances&orgId=1`, { rules: [uid] }],
    [`${home}/alerting/grafana/${uid}/edit/`, { rules: [uid] }],
    [`${home}/alerting/grafana/a%5Fb/view`, { rules: ['a_b'] }],
    [`${home}/dashboards/f/prod`, { folders: ['prod'] }],
    [`${home}/dashboards/f/prod/production?orgId=1`, { folders: ['prod'] }],
    [`${home}/alerting`, {}],
    [`${home}/alerting/list`, {}],
    [`${home}/alerting/groups`, {}],
    [`  ${home.toUpperCase()}/alerting/silences `, {}],
  ])('%s selects rules', (address, alerts) => {
    expect(parseStackLink(address)).toEqual({ stack, alerts });
  });

  test.each([
    ['search=state:firing+label:severity=critical', true],
    ['queryString=severity=critical&alertState=firing', true],
    ['orgId=1', undefined],
  ])('an alert list with %s shows all rules, and says so', (query, isFiltered) => {
    const link = parseStackLink(`${home}/alerting/list?${query}`);
    expect(link).toEqual({ stack, alerts: {}, ...(isFiltered && { isFiltered }) });
  });

  test.each([
    ['/d/svc/overview?viewPanel=2', 'dashboard'],
    ['/d-solo/svc/overview?panelId=2', 'dashboard'],
    ['/render/d-solo/svc/_?panelId=2', 'dashboard'],
    ['/d-embed/svc', 'dashboard'],
    ['/dashboard/db/overview', 'dashboard'],
    ['/dashboard/snapshot/abc', 'snapshot'],
    ['/goto/Ab3-_x?orgId=1', 'short'],
    ['/explore?left=%7B%7D', 'explore'],
    ['/a/grafana-app/page', 'app'],
    ['/public-dashboards/abc', 'public'],
    ['/playlists/play/abc', 'playlist'],
    ['/alerting/mimir/ns$group$rule/view', 'datasource'],
    ['/alerting/mimir/rule/find', 'datasource'],
    ['/dashboards?query=x', 'folders'],
    ['/dashboards/f/a%2Fb', 'folders'],
    ['/dashboards/f/a%255F', 'folders'],
    ['/alerting/grafana/a b/view', 'other'],
    ['/alerting/grafana/a%252Fb/view', 'other'],
    [`/alerting/grafana/${'x'.repeat(41)}/view`, 'other'],
    ['/alerting/grafana/abc', 'other'],
    ['/alerting/grafana/abc/view/more', 'other'],
    ['/alerting/notifications', 'other'],
    ['/alerting/grafana/%E0%A4%A/view', 'other'],
    ['/', 'other'],
    ['/profile', 'other'],
  ])('%s is refused', (path, refused) => {
    expect(parseStackLink(home + path)).toEqual({ stack, refused });
  });

  test.each([
    'https://prometheus-prod-01-eu-west-0.grafana.net/alerting/list',
    'https://a.example.grafana.net/alerting/list',
    'https://play.grafana.net/alerting/list',
    'https://user@example.grafana.net/alerting/list',
    'https://example.grafana.net:8443/alerting/list',
    `https://${'x'.repeat(30)}.grafana.net/alerting/list`,
  ])('%s is of no stack', (address) => {
    expect(parseStackLink(address)).toMatchObject({ refused: 'host' });
  });

  test.each([
    'no address',
    'http://example.grafana.net/alerting/list',
    'https://grafana.net/alerting/list',
    'https://example.grafana.net.evil.example/alerting/list',
    'https://evil.example/example.grafana.net/alerting/list',
    'https://example.grafana.com/alerting/list',
    'javascript:alert(1)//example.grafana.net',
  ])('%s is another', (address) => {
    expect(parseStackLink(address)).toBeNull();
  });
});
