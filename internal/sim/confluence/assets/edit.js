// The editor: a list of blocks that are written, moved, removed, and published together. What an app submits for its
// macro stays in this page until it is published.
import { createHost } from '/__forge/host/host.js';
import { buildBlock, grow } from './block.js';
import { configure } from './configure.js';
import { openInsertMenu } from './insert.js';
import { data, moduleOf, pastedInto } from './macro.js';

const host = createHost(data.app, data);
const list = document.querySelector('#blocks');
const title = document.querySelector('#title');
const problem = document.querySelector('#problem');
const rows = new Map();

const editor = {
  host,
  move(element, steps) {
    const to = [...list.children].indexOf(element) + steps;
    const order = [...list.children].filter((child) => child !== element);
    if (to < 0 || to > order.length) return;
    list.insertBefore(element, order[to] ?? null);
  },
  remove(element) {
    rows.get(element).frame?.remove();
    rows.delete(element);
    element.remove();
  },
  macroOf: (element) => rows.get(element).block.macro,
  configure: (macro) => configure(host, macro, {}),
  insertAfter: (element, button) => openInsertMenu(button, (block) => insert(block, element)),
};

// The paragraph that was written in last: where a macro for a sentence goes.
let sentence;
list.addEventListener('focusin', ({ target }) => {
  const element = target.closest('.block');
  if (target.matches('textarea') && element.dataset.type === 'p') sentence = element;
});

function add(block, after) {
  const row = buildBlock(editor, block);
  rows.set(row.element, row);
  if (after) after.after(row.element);
  else list.append(row.element);
  row.start();
  return row;
}

function insert(block, after) {
  if (block.inline) {
    insertInline(block, after);
    return;
  }
  const row = add(block, after);
  row.element.scrollIntoView({ block: 'nearest' });
  if (block.macro) ask(block.macro, () => editor.remove(row.element));
  else row.focus();
}

// insertInline puts a macro into the paragraph it was asked for in, the one written in last, or one of its own.
function insertInline(block, after) {
  const row = rows.get(after ?? sentence);
  const [macro] = block.inline;
  if (row?.addInline && row.block.type === 'p') {
    row.addInline(macro);
    ask(macro, () => row.removeInline(macro));
    return;
  }
  const own = add(block, after);
  ask(macro, () => editor.remove(own.element));
}

function ask(macro, cancelled) {
  if (moduleOf(macro).config?.openOnInsert) configure(host, macro, { inserting: true, cancelled });
}

// An address that the app knows becomes its macro, without a configuration.
list.addEventListener('paste', (event) => {
  const macro = pastedInto(event.clipboardData.getData('text/plain').trim());
  const element = event.target.closest('.block');
  if (!macro || !element) return;
  event.preventDefault();
  add({ type: 'macro', macro }, element);
  const { block } = rows.get(element);
  if (block.type === 'p' && !block.text) editor.remove(element);
});

async function publish() {
  problem.hidden = true;
  const blocks = [...list.children].map((element) => rows.get(element).block);
  const response = await fetch(`/wiki/pages/${data.page.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: title.value, version: data.page.version, blocks }),
  });
  const answer = await response.json();
  if (response.ok) {
    location.assign(answer.location);
    return;
  }
  problem.textContent = `Not published: ${answer.message}.`;
  problem.hidden = false;
}

function wire(selector, onClick) {
  const button = document.querySelector(selector);
  button.addEventListener('click', onClick);
  button.disabled = false;
}

for (const block of data.page.blocks ?? []) add(block);
grow(title);
// Until here a click would be lost, so the page comes with its buttons disabled.
wire('#publish', publish);
wire('#insert', ({ currentTarget }) => openInsertMenu(currentTarget, (block) => insert(block)));
