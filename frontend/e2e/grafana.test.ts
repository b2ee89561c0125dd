// Alert rules beside alarms, with the local target; and what authors and readers meet on the
// way, which is the same on every target.

import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { stackLinks } from '../src/text/grafana/en-links';
import { rules } from '../src/text/grafana/en-rules';
import { press } from './browser';
import { withFixture } from './fixture';
import { cast, grafanaStory, paste, type Cast } from './grafana-story';
import { button, macro, openTools, show, unfold } from './pages';
import { looksRight, ready } from './stacks';

const words = text.macro;
let people: Cast;

withFixture(async (fixture) => {
  people = await cast(fixture);
});

grafanaStory(() => people);

it('shows a rule with its instances, its pages and what hides others', async () => {
  const { ravi, both } = people;
  await ravi.page.goto(both);
  const frame = await ready(ravi);
  await press(frame.getByRole('button', { name: /^Show \d+ more$/ }));
  const details = await unfold(frame, 'Checkout is slow');
  await details.getByRole('table', { name: rules.details.label('Checkout is slow') }).waitFor();
  await details.getByText('Production/Checkout, Payments Grafana').waitFor();
  const links = await details
    .getByRole('link')
    .evaluateAll((all) => all.map((it) => it.getAttribute('href')));
  expect(links).toContainEqual(expect.stringMatching(/^https:\/\/runbooks\.example\//));
  // Another stack may have the host of a simulated one.
  expect(links.filter((it) => it?.includes('grafana.net'))).toEqual([]);
  await looksRight(ravi);
});

it('says what a filter leaves out, and shows it on request', async () => {
  const { ada, both, product } = people;
  await ada.page.goto(both);
  const kept = await ada.page.locator('#data').innerText();
  const connection = /"connection":"([^"]+)","alerts"/.exec(kept)?.[1];
  const labels = [{ name: 'severity', op: '=', value: 'none' }];
  const source = { connection, alerts: { labels }, account: 'payments.grafana.net' };
  await show(ada.page, product, [macro({ sources: [source] })]);
  const frame = await ready(ada);
  await frame.getByText(words.rules.left(19, 'firing')).waitFor();
  await press(button(frame, words.widen));
  await frame.getByRole('button', { name: words.headlines.firing(4) }).waitFor();
});

it('exports and copies both', async () => {
  const { ravi, both } = people;
  await ravi.page.goto(both);
  const document = await ravi.exported('PDF');
  expect(document).toContain('Firing: 12 of 43 alarms.');
  expect(document).toMatch(/Pending\s+Checkout is slow/);
  expect(document).toContain('Payments Grafana, payments.grafana.net: alert rules 1.');
  await ravi.page.goto(both);
  const frame = await ready(ravi);
  await ravi.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openTools(frame);
  await press(button(frame, words.tools.csv));
  await frame.getByText(words.tools.copied).waitFor();
  const pad = await ravi.page.context().newPage();
  await pad.goto(people.product.site);
  const csv = await pad.evaluate(() => navigator.clipboard.readText());
  expect(csv).toMatch(/^Pending,Checkout is slow,/m);
  expect(csv).toMatch(/^In alarm,checkout-5xx,/m);
  await pad.close();
});

it.each([
  ['https://logistics.grafana.net/alerting/list', stackLinks.notLinked('logistics.grafana.net')],
  ['https://payments.grafana.net/dashboards/f/a.b', stackLinks.refused.folders],
  ['https://payments.grafana.net/dashboards/f/checkout/checkout', 'UID checkout'],
  ['https://payments.grafana.net/alerting/list?search=a', stackLinks.everyRule],
])('says of %s: %s', async (address, sentence) => {
  await paste(people.ada, people.product, address);
  await people.ada.frame().getByText(sentence).waitFor();
});
