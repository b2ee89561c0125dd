// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { grafana, open, stack, stored } from '../../../tests/rules-form';
import { text } from '../../text/en';
import { rulesConfig as words } from '../../text/grafana/en-config';

const { config } = text;
const { wrong } = words;

const preview = (): HTMLElement => screen.getByRole('region', { name: config.preview });
const label = (op: string, value: string, name = 'team'): object => ({
  labels: [{ name, op, value }],
});

describe('what is wrong in a source of rules', () => {
  test.each<[string, object, string, string]>([
    ['an open group', label('=~', '(unclosed'), words.labelValue(1), wrong.pattern],
    ['a star alone', label('=~', '*'), words.labelValue(1), wrong.pattern],
    ['look-around', label('=~', '(?=x)'), words.labelValue(1), wrong.foreign],
    ['a reference', label('=~', '(a)\\1'), words.labelValue(1), wrong.foreign],
    ['a long value', label('=', 'x'.repeat(201)), words.labelValue(1), wrong.value],
    ['a blank in a name', label('=', 'a', 'my team'), words.labelName(1), wrong.name],
  ])('%s is marked, and the preview says so', async (_, alerts, field, error) => {
    const calls = open(stored(alerts), grafana);
    const input = await screen.findByLabelText(field);
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(error)).toBeTruthy();
    expect(within(preview()).getByText(config.previewWrong)).toBeTruthy();
    expect(screen.queryByText(config.previewNone)).toBeNull();
    expect(calls.some(({ path }) => path === '/v1/views')).toBe(false);
  });

  test.each(['0', '-1', 'abc', '501', '3.5'])(
    '%s is no limit, marked after a pause',
    async (it) => {
      open(stored({}), grafana);
      await screen.findByText('1 alarm, none firing', { selector: 'li' });
      await userEvent.click(screen.getByText(words.narrower));
      await userEvent.type(screen.getByLabelText(words.limit), it);
      expect(screen.queryByText(wrong.limit(500))).toBeNull();
      expect(await screen.findByText(wrong.limit(500), {}, { timeout: 3000 })).toBeTruthy();
      expect(await within(preview()).findByText(config.previewWrong)).toBeTruthy();
      await userEvent.clear(screen.getByLabelText(words.limit));
      expect(screen.queryByText(wrong.limit(500))).toBeNull();
    },
  );
});

describe('the folded section', () => {
  test('stays open, with the focus, while a pasted rule is removed', async () => {
    open({ autoConvertLink: `https://${stack}/alerting/grafana/r-1/view` }, grafana);
    const rules = await screen.findByLabelText(words.rules);
    rules.focus();
    await userEvent.keyboard('{Backspace}');
    expect(document.querySelector('.many__multi-value')).toBeNull();
    expect(rules.closest('details')?.open).toBe(true);
    expect(document.activeElement).toBe(rules);
  });

  test('says why it offers no other rule', async () => {
    open({ autoConvertLink: `https://${stack}/alerting/grafana/r-1/view` }, grafana);
    await screen.findByText('1 alarm, none firing', { selector: 'li' });
    await userEvent.click(screen.getByLabelText(words.rules));
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByText(words.noRules(false))).toBeTruthy();
  });
});
