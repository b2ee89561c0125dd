// @vitest-environment jsdom
import { render } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBackend, fakeContext, type Reply } from '../../tests/fake-backend';
import { config, inline } from '../../tests/view-fixtures';
import { text } from '../text/en';
import { App } from './app';
import { testOnlyForget } from './stream-memory';

const words = text.macro;
const one = { ...config, sources: config.sources.slice(0, 1), namePrefix: '' };

afterEach(testOnlyForget);

function show(stored: object, body: { records: object[] }): void {
  fakeContext({ space: { id: '42' }, config: stored });
  fakeBackend((): Reply => ({ status: 200, body }));
  render(<App />);
}

describe('a strip and a badge', () => {
  /** visibleText returns the text of a layout, tooltip included. */
  const visibleText = (): string => {
    const title = document.querySelector('button[data-verdict]')?.getAttribute('title') ?? '';
    return `${document.body.textContent} ${title}`;
  };

  test.each(['strip', 'badge'])('show why the first source failed: a %s', async (layout) => {
    const failed = [0, 1].map((source) => {
      return {
        type: 'error',
        source,
        error: { code: 'aws_timeout', message: `Timeout ${source}.` },
      };
    });
    show({ ...config, layout }, { records: [...failed, { type: 'end', requestId: 'r' }] });
    await vi.waitFor(() => expect(visibleText()).toContain('Timeout 0.'));
    expect(visibleText()).not.toContain('Timeout 1.');
  });

  test.each(['strip', 'badge'])('show neither if all is OK: a %s', async (layout) => {
    const fine = inline('eu-central-1', { name: 'a', kind: 'metric', state: 'OK' });
    show({ ...one, layout }, fine);
    await vi.waitFor(() => expect(visibleText()).toContain(words.headlines['all-ok'](1)));
    expect(visibleText()).not.toMatch(/notif(y|ies) nobody/);
    expect(visibleText()).not.toContain('Timeout');
  });
});
