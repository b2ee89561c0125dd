// Macros inside a paragraph. In its text a U+FFFC stands for each, in their order; deleting the sign deletes the macro.
import { moduleOf, showMacro } from './macro.js';

/** SIGN stands for a macro in a text. */
export const SIGN = '\uFFFC';

// It has no shape, so the editor shows another.
const SHOWN = '▣';

/** visible and stored turn a text into what the editor shows of it, and back. */
export const visible = (text) => text.replaceAll(SIGN, SHOWN);
export const stored = (text) => text.replaceAll(SHOWN, SIGN);

const count = (text) => text.split(SIGN).length - 1;

/**
 * reconcile applies an edit of a text to its macros. It removes macros whose signs were deleted,
 * and signs without a macro. It returns {text, macros, gone}.
 */
export function reconcile(before, after, macros) {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const first = count(before.slice(0, start));
  const gone = macros.slice(first, first + count(before.slice(start, before.length - end)));
  const came = after.slice(start, after.length - end).replaceAll(SIGN, '');
  return {
    text: after.slice(0, start) + came + after.slice(after.length - end),
    macros: macros.filter((macro) => !gone.includes(macro)),
    gone,
  };
}

/** inlineStrip shows a paragraph's macros in the editor: {element, show(macro), hide(macro)}. */
export function inlineStrip(editor) {
  const element = document.createElement('div');
  element.className = 'inline-strip';
  const shown = new Map();

  function show(macro) {
    const module = moduleOf(macro);
    const chip = document.createElement('span');
    chip.className = 'macro inline';
    const edit = Object.assign(document.createElement('button'), { type: 'button', textContent: '✎', className: 'icon-button' });
    edit.setAttribute('aria-label', `Edit ${module?.title ?? macro.module}`);
    edit.addEventListener('click', () => editor.configure(macro));
    element.append(chip, edit);
    shown.set(macro, { chip, edit, frame: showMacro(editor.host, chip, macro, { isEditing: true }) });
  }

  function hide(macro) {
    const { chip, edit, frame } = shown.get(macro);
    frame?.remove();
    chip.remove();
    edit.remove();
    shown.delete(macro);
  }

  return { element, show, hide };
}
