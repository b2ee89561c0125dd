// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepPresses, type Frames } from './press';

let page: Document;
let clicks: string[];
let frames: Frames;
let passed: unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  page = document.implementation.createHTMLDocument();
  page.body.innerHTML = `
    <button id="save" type="button"><span id="word">Save</span></button>
    <button id="other" type="button">Other</button>
    <p id="text">Text</p>
    <button id="off" type="button" disabled>Off</button>
    <label><input id="choice" type="checkbox" /><span id="name">Name</span></label>`;
  clicks = [];
  page.addEventListener('click', ({ target }) =>
    clicks.push(target instanceof Element ? target.id : ''),
  );
  passed = [];
  frames = { postMessage: (message) => passed.push(message), onmessage: null };
  keepPresses(page, frames);
});

afterEach(() => vi.useRealTimers());

/** At is the target and the screen position of a pointer event. */
interface At {
  on: string;
  x?: number;
  y?: number;
  button?: number;
  pointer?: number;
}

function point(type: string, { on, x = 100, y = 100, button = 0, pointer = 1 }: At): void {
  const init = { bubbles: true, screenX: x, screenY: y, button, pointerId: pointer };
  page.getElementById(on)?.dispatchEvent(new PointerEvent(type, init));
}

/**
 * press presses and releases, and returns the controls that script clicked. Browsers dispatch their
 * own click besides.
 */
function press(down: At, up: At): string[] {
  point('pointerdown', down);
  point('pointerup', up);
  vi.runAllTimers();
  return clicks;
}

it.each<[string, At, At, string[]]>([
  ['the text moved under a resting pointer', { on: 'save' }, { on: 'text' }, ['save']],
  ['another button moved under it', { on: 'save' }, { on: 'other' }, ['save']],
  ['a word of the button was pressed', { on: 'word' }, { on: 'text' }, ['save']],
  ['the hand trembled', { on: 'save' }, { on: 'text', x: 103, y: 102 }, ['save']],
  ['nothing moved: the browser clicks', { on: 'save' }, { on: 'word' }, []],
  ['the pointer was dragged away', { on: 'save' }, { on: 'text', y: 105 }, []],
  ['text was pressed', { on: 'text' }, { on: 'save' }, []],
  ['another finger was lifted', { on: 'save' }, { on: 'text', pointer: 2 }, []],
  ['it was not the main button', { on: 'save', button: 2 }, { on: 'text', button: 2 }, []],
  ['its label moved under it: the browser clicks', { on: 'choice' }, { on: 'name' }, []],
  ['a checkbox moved away', { on: 'choice' }, { on: 'text' }, ['choice']],
  ['the button is disabled', { on: 'off' }, { on: 'text' }, []],
])('clicks only the pressed control where %s', (_, down, up, clicked) => {
  expect(press(down, up)).toEqual(clicked);
});

/** arrive delivers a message from another frame. */
function arrive(data: unknown): void {
  frames.onmessage?.call(new BroadcastChannel('test'), new MessageEvent('message', { data }));
  vi.runAllTimers();
}

it('forwards a release of a press in another frame, and no other', () => {
  point('pointerup', { on: 'text', x: 7, y: 8 });
  expect(passed).toEqual([{ screenX: 7, screenY: 8 }]);
  press({ on: 'text' }, { on: 'text' });
  press({ on: 'save' }, { on: 'text' });
  expect(passed).toHaveLength(1);
});

it.each<[string, At[], unknown, string[]]>([
  ['comes from where it was pressed', [{ on: 'save' }], { screenX: 101, screenY: 99 }, ['save']],
  ['comes from elsewhere: a drag', [{ on: 'save' }], { screenX: 150, screenY: 100 }, []],
  ['ends no press', [], { screenX: 100, screenY: 100 }, []],
  ['ends a press on text', [{ on: 'text' }], { screenX: 100, screenY: 100 }, []],
  ['is no release', [{ on: 'save' }], { screenX: '100', screenY: 100 }, []],
  ['is nothing', [{ on: 'save' }], null, []],
])('handles a release of another frame that %s', (_, down, message, clicked) => {
  for (const at of down) point('pointerdown', at);
  arrive(message);
  expect(clicks).toEqual(clicked);
});

it('clicks once a press', () => {
  press({ on: 'save' }, { on: 'text' });
  point('pointerup', { on: 'text' });
  arrive({ screenX: 100, screenY: 100 });
  expect(clicks).toEqual(['save']);
});

it('drops a press that the platform cancels, and a removed control', () => {
  point('pointerdown', { on: 'save' });
  point('pointercancel', { on: 'save' });
  expect(press({ on: 'text' }, { on: 'text' })).toEqual([]);
  point('pointerdown', { on: 'save' });
  point('pointerup', { on: 'text' });
  page.getElementById('save')?.remove();
  vi.runAllTimers();
  expect(clicks).toEqual([]);
});
