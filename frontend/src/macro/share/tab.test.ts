// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import { tabId } from './tab';

afterEach(() => document.body.replaceChildren());

/** frameIn adds a frame to a page. */
function frameIn(page: Document = document): Window {
  const frame = page.createElement('iframe');
  page.body.append(frame);
  if (!frame.contentWindow) throw new Error('no frame');
  return frame.contentWindow;
}

/** foreign makes a window cross-origin: it refuses to be read. */
function foreign(frame: Window): Window {
  Object.defineProperty(frame, 'pagewatchTab', {
    get: () => {
      throw new DOMException('Blocked a frame', 'SecurityError');
    },
  });
  return frame;
}

test('sibling and nested frames of one tab share its id', () => {
  foreign(frameIn());
  const first = tabId(frameIn());
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(tabId(frameIn())).toBe(first);
  const middle = foreign(frameIn());
  expect(tabId(frameIn(middle.document))).toBe(first);
});

test('the id is found through nested frames', () => {
  const first = tabId(frameIn(foreign(frameIn()).document));
  expect(tabId(frameIn())).toBe(first);
});

test('a frame keeps its id when the frame that generated it is gone', () => {
  const [first, second] = [frameIn(), frameIn()];
  const name = tabId(first);
  expect(tabId(second)).toBe(name);
  document.body.firstChild?.remove();
  expect(tabId(second)).toBe(name);
  expect(tabId(frameIn())).toBe(name);
});

test('without a readable frame, a frame generates an id', () => {
  const gone = tabId(frameIn());
  document.body.replaceChildren();
  foreign(frameIn());
  const alone = tabId(frameIn());
  expect(alone).toMatch(/^[0-9a-f-]{36}$/);
  expect(alone).not.toBe(gone);
});
