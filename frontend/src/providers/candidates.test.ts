import { expect, test } from 'vitest';
import { text } from '../text/en';
import { stackLinks } from '../text/grafana/en-links';
import { parsePickable, type Pickable } from '../wire/connections';
import { candidatesFor } from './candidates';
import { parsePasted } from './links';
import { lackWords } from './pasted-parts';

const rule = 'https://example.grafana.net/alerting/grafana/r-1/view';
const dashboard = 'https://example.grafana.net/d/svc/overview';
const alarms =
  'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:';
const { linked } = text.macro;

const offering = (...offers: string[]): Pickable =>
  parsePickable({ connections: [], regions: {}, offers });

test.each([
  [rule, offering('aws', 'grafana'), 'stack', stackLinks.notLinked('example.grafana.net')],
  [rule, offering('aws'), 'offer', stackLinks.notOffered],
  [dashboard, offering('grafana'), 'rules', stackLinks.refused.dashboard],
  [dashboard, offering('aws'), 'offer', stackLinks.notOffered],
  [alarms, offering('aws'), 'place', linked.noRegion('eu-central-1', '')],
  [alarms, offering('grafana'), 'offer', linked.notOffered],
  [rule, parsePickable({ connections: [], regions: {} }), 'stack', undefined],
])('%s, where %j', (address, pickable, lacks, words) => {
  const pasted = parsePasted(address);
  if (!pasted) throw new Error('unreadable');
  const candidates = candidatesFor(pasted, pickable);
  expect(candidates).toEqual({ able: [], lacks });
  if (words !== undefined) expect(lackWords(candidates, pasted, pickable)).toBe(words);
});
