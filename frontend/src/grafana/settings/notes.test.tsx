// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { fakeContext } from '../../../tests/fake-backend';
import { button } from '../../../tests/settings-page';
import { enterStack, stackBackend } from '../../../tests/stack-fixtures';
import { App } from '../../settings/app';
import { text } from '../../text/en';

const { testing } = text.settings;

beforeEach(() => fakeContext({ space: { id: '42' } }));

describe('the notes of a test', () => {
  test('are listed with what they are about, and change the outcome', async () => {
    const notes = [
      {
        code: 'grafana_token_broad',
        about: ['dashboards:write', 'folders:create'],
        message: 'It may write.',
        hint: 'Give it less.',
      },
      { code: 'grafana_sees_everything' },
    ];
    stackBackend({ steps: { rights: { notes } } });
    render(<App />);
    const user = await enterStack();
    await user.click(button(testing.test));
    expect(await screen.findByText(testing.remarked)).toBeTruthy();
    const step = screen.getByText(testing.steps.rights).closest('li');
    expect(step?.textContent).toContain(
      'It may write. Actions: dashboards:write, folders:create. Give it less.',
    );
    expect(step?.textContent).toContain(testing.stacks.notes.grafana_sees_everything.message);
    const spoken = screen.getAllByRole('status').map(({ textContent }) => textContent);
    expect(spoken.join()).not.toContain('undefined');
  });

  test('that this page does not know are shown, never hidden', async () => {
    stackBackend({ steps: { rights: { notes: [{ code: 'grafana_new', about: ['x:y'] }] } } });
    render(<App />);
    const user = await enterStack();
    await user.click(button(testing.test));
    expect(await screen.findByText(testing.remarked)).toBeTruthy();
    expect(screen.getByText(/grafana_new/).textContent).toContain('x:y');
  });

  test('without the rights are no proof', async () => {
    stackBackend({ steps: { rights: { notes: [{ code: 'grafana_rights_unknown' }] } } });
    render(<App />);
    const user = await enterStack();
    await user.click(button(testing.test));
    expect(await screen.findByText(testing.unseen.grafana)).toBeTruthy();
    expect(screen.queryByText(testing.passed.grafana)).toBeNull();
  });
});
