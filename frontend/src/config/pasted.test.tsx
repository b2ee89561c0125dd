// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeBackend, fakeContext } from '../../tests/fake-backend';
import { text } from '../text/en';
import { stackLinks } from '../text/grafana/en-links';
import { App } from './app';

const { linked } = text.macro;
const words = text.config;

/** paste opens the modal of a macro that was pasted and not saved, in a space with one connection. */
function paste(region: string, hash: string): void {
  const console = `https://${region}.console.aws.amazon.com/cloudwatch/home`;
  fakeContext({ space: { id: '42' }, autoConvertLink: `${console}${hash}` });
  const regions = ['eu-central-1', 'us-east-1'];
  const connection = { id: 'c-1', name: 'Payments', kind: 'aws-role', regions, namePrefixes: [] };
  fakeBackend(() => ({ status: 200, body: { connections: [connection], regions: {} } }));
  render(<App />);
}

const save = async (): Promise<void> =>
  userEvent.click(await screen.findByRole('button', { name: words.save }));

test('a link with an unreadable name says so, and asks for the name', async () => {
  paste('eu-central-1', '#alarmsV2:alarm/%E0%A4%A');
  expect(await screen.findByText(linked.nameUnreadable)).toBeTruthy();
  await save();
  expect(screen.getByText(words.wrong.names)).toBeTruthy();
});

test('a link without a Region is not forgotten', async () => {
  paste('www', '#alarmsV2:');
  expect(await screen.findByText(linked.unreadable)).toBeTruthy();
});

test('a link to a Region that no connection has gives it as the reason', async () => {
  paste('eu-north-1', '#alarmsV2:');
  await save();
  const [, error] = await screen.findAllByText(linked.noRegion('eu-north-1', ''));
  expect(error?.closest('[id^="config-connection"]')).toBeTruthy();
  expect(screen.queryByText(words.wrong.connection)).toBeNull();
});

test.each([
  ['https://eu-central-1.console.aws.amazon.com/cloudwatch/home#alarmsV2:', 'grafana', linked],
  ['https://example.grafana.net/alerting', 'aws', stackLinks],
])('%s sends nobody to the settings where only %s is offered', async (address, only, words) => {
  fakeContext({ space: { id: '42' }, autoConvertLink: address });
  const connection = { id: 'c-2', name: 'Other', kind: 'grafana', stack: 'x.grafana.net' };
  const body = { connections: [{ ...connection, regions: [], namePrefixes: [] }], regions: {} };
  fakeBackend(() => ({ status: 200, body: { ...body, offers: [only] } }));
  render(<App />);
  expect(await screen.findByText(words.notOffered)).toBeTruthy();
  expect(screen.queryByText(linked.admin, { exact: false })).toBeNull();
});

test('a Region that is not offered says so while it is typed', async () => {
  paste('eu-central-1', '#alarmsV2:');
  await userEvent.type(await screen.findByLabelText(words.places), 'eu-centrl');
  expect(await screen.findByText(words.noPlace)).toBeTruthy();
});
