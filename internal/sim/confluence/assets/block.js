// One block in the editor: its toolbar and its content.
import { inlineStrip, reconcile, SIGN, stored, visible } from './inline.js';
import { moduleOf, showMacro } from './macro.js';

/** kinds names the kinds of text, and how each is written. */
export const kinds = {
  p: { name: 'Paragraph', hint: 'Write something' },
  h2: { name: 'Heading', hint: 'Heading' },
  h3: { name: 'Small heading', hint: 'Small heading' },
  list: { name: 'Bullet list', hint: 'One item a line' },
  steps: { name: 'Numbered list', hint: 'One step a line' },
  table: { name: 'Table', hint: 'One row a line, cells divided by |' },
  note: { name: 'Note', hint: 'What the reader must not miss' },
  code: { name: 'Code', hint: 'Code' },
};

/** grow fits a text area to its text. */
export function grow(area) {
  const fit = () => {
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  };
  area.addEventListener('input', fit);
  fit();
}

function button(label, sign, onClick) {
  const made = Object.assign(document.createElement('button'), { type: 'button', textContent: sign, title: label });
  made.className = 'icon-button';
  made.setAttribute('aria-label', label);
  made.addEventListener('click', () => onClick(made));
  return made;
}

function toolbar(editor, element, name, isMacro) {
  const bar = document.createElement('div');
  bar.className = 'block-tools';
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', name);
  bar.append(Object.assign(document.createElement('span'), { textContent: name }));
  if (isMacro) bar.append(button(`Edit ${name}`, '✎', () => editor.configure(editor.macroOf(element))));
  bar.append(
    button(`Insert after ${name}`, '+', (from) => editor.insertAfter(element, from)),
    button(`Move ${name} up`, '↑', () => editor.move(element, -1)),
    button(`Move ${name} down`, '↓', () => editor.move(element, 1)),
    button(`Remove ${name}`, '×', () => editor.remove(element)),
  );
  return bar;
}

/** buildBlock returns {element, block, start(), focus?(), frame?} for a block that is not in the page yet. */
export function buildBlock(editor, block) {
  const element = document.createElement('div');
  element.className = 'block';
  element.dataset.type = block.type;
  return block.macro ? macroBlock(editor, element, block) : textBlock(editor, element, block);
}

function textBlock(editor, element, block) {
  const { name, hint } = kinds[block.type];
  const area = Object.assign(document.createElement('textarea'), { value: visible(block.text ?? ''), placeholder: hint, rows: 1 });
  area.setAttribute('aria-label', name);
  const strip = inlineStrip(editor);
  area.addEventListener('input', () => {
    const edited = stored(area.value);
    const { text, macros, gone } = reconcile(block.text ?? '', edited, block.inline ?? []);
    if (visible(text) !== area.value) area.value = visible(text);
    block.text = text;
    if (block.inline) block.inline = macros;
    gone.forEach(strip.hide);
  });
  element.append(toolbar(editor, element, name, false), area, strip.element);

  // addInline puts a macro where the text cursor is.
  function addInline(macro) {
    const at = area.selectionStart;
    const before = (block.text ?? '').slice(0, at).split(SIGN).length - 1;
    block.text = stored(area.value.slice(0, at)) + SIGN + stored(area.value.slice(at));
    block.inline = (block.inline ?? []).toSpliced(before, 0, macro);
    area.value = visible(block.text);
    area.setSelectionRange(at + 1, at + 1);
    strip.show(macro);
  }

  // removeInline takes it out again.
  function removeInline(macro) {
    const place = (block.inline ?? []).indexOf(macro);
    const pieces = block.text.split(SIGN);
    if (place < 0) return;
    pieces.splice(place, 2, pieces[place] + pieces[place + 1]);
    area.value = visible(pieces.join(SIGN));
    area.dispatchEvent(new Event('input'));
  }

  const start = () => {
    grow(area);
    block.inline?.forEach(strip.show);
  };
  const frames = { remove: () => block.inline?.forEach(strip.hide) };
  return { element, block, start, focus: () => area.focus(), frame: frames, addInline, removeInline };
}

function macroBlock(editor, element, block) {
  const module = moduleOf(block.macro);
  const container = document.createElement('section');
  container.className = 'macro';
  element.append(toolbar(editor, element, module?.title ?? block.macro.module, Boolean(module?.config)), container);
  const row = { element, block };
  row.start = () => (row.frame = showMacro(editor.host, container, block.macro, { isEditing: true }));
  return row;
}
