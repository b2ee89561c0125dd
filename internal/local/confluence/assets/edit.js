// The editor: a list of blocks that are written, moved, removed, and published together. What an app submits for its
// macro stays in this page until it is published.
import { createHost } from '/__forge/host/host.js';
import { buildBlock, grow } from './block.js';
import { configure } from './configure.js';
import { openInsertMenu } from './insert.js';
import { data, moduleOf } from './macro.js';

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
  configure: (element) => configure(host, rows.get(element).block.macro, {}),
  insertAfter: (element, button) => openInsertMenu(button, (block) => insert(block, element)),
};

function add(block, after) {
  const row = buildBlock(editor, block);
  rows.set(row.element, row);
  if (after) after.after(row.element);
  else list.append(row.element);
  row.start();
  return row;
}

function insert(block, after) {
  const row = add(block, after);
  row.element.scrollIntoView({ block: 'nearest' });
  const config = block.macro && moduleOf(block.macro).config;
  if (!config?.openOnInsert) {
    row.focus?.();
    return;
  }
  configure(host, block.macro, { inserting: true, cancelled: () => editor.remove(row.element) });
}

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

for (const block of data.page.blocks ?? []) add(block);
grow(title);
document.querySelector('#publish').addEventListener('click', publish);
document.querySelector('#insert').addEventListener('click', ({ currentTarget }) => {
  openInsertMenu(currentTarget, (block) => insert(block));
});
