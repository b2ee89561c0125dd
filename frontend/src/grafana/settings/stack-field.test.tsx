// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { fakeContext } from '../../../tests/fake-backend';
import { button } from '../../../tests/settings-page';
import { stackBackend } from '../../../tests/stack-fixtures';
import { App } from '../../settings/app';
import { text } from '../../text/en';

const { connections, form, guide } = text.settings;
const { stack: words, wrong } = form.stacks;
const field = (): HTMLInputElement => screen.getByLabelText(words.label);
const error = (): string | null | undefined =>
  document.getElementById('connection-stack-error')?.textContent;

let user: UserEvent;
beforeEach(async () => {
  fakeContext({ space: { id: '42' } });
  stackBackend();
  render(<App />);
  user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: connections.add }));
  await user.click(screen.getByLabelText(form.stacks.kind, { exact: false }));
  await user.click(field());
});

test.each([
  'https://acme.grafana.net/dashboards?x=1',
  'acme.grafana.net/d/abc',
  ' https://acme.grafana.net/ ',
])('a pasted %j shows its host at once', async (address) => {
  await user.paste(address);
  expect(field().value).toBe('acme.grafana.net');
  expect(error()).toBeUndefined();
});

test('a typed address shows its host when the field is left', async () => {
  await user.type(field(), 'acme.grafana.net/d/abc');
  expect(field().value).toBe('acme.grafana.net/d/abc');
  await user.tab();
  expect(field().value).toBe('acme.grafana.net');
});

test.each([
  ['https://acme.grafana.net@evil.example', wrong.stack.malformed],
  ['https://acme.grafana.net:8443/d/abc', wrong.stack.spelling],
  ['https://ACME.grafana.net/', wrong.stack.spelling],
  ['https://grafana.example.com/d/abc', wrong.stack.elsewhere],
])('a pasted %j is refused at once and stays', async (address, sentence) => {
  await user.paste(address);
  expect([field().value, error()]).toEqual([address, sentence]);
  await user.type(field(), 'x');
  expect(error()).toBeUndefined();
  await user.tab();
  expect(error()).toBe(sentence);
});

test.each([
  ['', wrong.stack.empty],
  ['acme', wrong.stack.elsewhere],
])('the guide goes no further with %j', async (address, sentence) => {
  if (address !== '') await user.type(field(), address);
  await user.click(button(guide.next));
  expect(error()).toBe(sentence);
  expect(document.activeElement).toBe(field());
  expect(screen.queryByLabelText(form.stacks.token.label)).toBeNull();
});

test('an empty field that is left says nothing', async () => {
  await user.tab();
  expect(error()).toBeUndefined();
});
