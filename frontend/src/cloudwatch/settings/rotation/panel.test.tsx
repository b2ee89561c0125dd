// @vitest-environment jsdom
import { render, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeContext } from '../../../../tests/fake-backend';
import { rotating, rotationBackend, tested } from '../../../../tests/rotation-page';
import { App } from '../../../settings/app';
import { text } from '../../../text/en';

const { externalId, rotation: words } = text.settings;

beforeEach(() => fakeContext({ space: { id: '42' } }));

async function open(): Promise<HTMLElement> {
  render(<App />);
  await screen.findByRole('heading', { name: externalId.title });
  return screen.getByRole('region', { name: words.running });
}

describe('the panel of a rotation', () => {
  test.each([
    ['waiting', 'assume', 'trust_neither_id', 'dark'],
    ['waiting', 'alarms', 'aws_alarms_denied', 'waiting'],
    ['moved', 'assume', 'trust_needs_new_id', 'refused'],
    ['moved', 'assume', 'aws_assume_denied', 'refused'],
    ['moved', 'assume', 'aws_assume_rcp', 'failing'],
    ['moved', 'alarms', 'aws_alarms_denied', 'failing'],
  ] as const)('a role that is %s and failed at %s with %s', async (state, step, code, standing) => {
    rotationBackend(tested(rotating(state), step, code));
    const list = within(await open()).getByRole('list', { name: words.list });
    expect(list.textContent).toContain(words.states[standing].word);
    expect(list.textContent).toContain(words.states[standing].why);
  });

  test.each([
    ['waiting', 'pw-site-new,pw-site-space', words.both],
    ['on its way', 'pw-site-new,pw-site-space', words.both],
    ['moved', 'pw-site-new', words.clean],
    ['former-accepted', 'pw-site-new', words.clean],
  ])('offers to a role that is %s the value %s', async (state, value, step) => {
    rotationBackend(rotating(state));
    const panel = within(await open());
    const offered = panel.getByRole('group', { name: words.value });
    expect(within(offered).getByText(value)).toBeTruthy();
    expect(offered.closest('li')?.textContent).toContain(step);
    const policy = panel.getAllByRole('group', { name: words.trust })[0];
    expect(policy?.textContent.includes('["pw-site-new","pw-site-space"]')).toBe(
      value.includes(','),
    );
    expect(policy?.closest('li')).toBe(offered.closest('li'));
  });
});
