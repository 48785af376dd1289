// The text that is not saved yet: shown as a bar on every page, checked, saved, thrown away.
import { get, getJson, post } from './net.js';
import * as address from './address.js';
import * as store from './store.js';
import { dialog, byId, element, say } from './page.js';

const listeners = [];
export const onChange = listener => listeners.push(listener);

export async function current() {
  const own = store.mine();
  if (own) return own;
  const disk = await getJson('/text.json');
  return { text: disk.text, base: disk.mark };
}

export async function take(text, base) {
  // Make a text the one that the page shows; returns what the server says of it.
  const told = await post('/check', { text });
  const disk = await getJson('/text.json');
  if (told.mark === disk.mark) store.drop(); else store.keep(text, base);
  showFaults(told.faults);
  showBar(told.mark !== disk.mark);
  if (told.valid) {
    const wanted = told.mark === disk.mark ? '' : told.mark;
    if ((address.params().get('draft') || '') !== wanted) address.put('draft', wanted);
    else address.tell();
  }
  listeners.forEach(listener => listener(told));
  return told;
}

export function showBar(unsaved) {
  const bar = byId('unsaved');
  if (bar) bar.hidden = !unsaved;
}

export function showFaults(faults) {
  const box = byId('broken');
  document.body.classList.toggle('is-broken', faults.length > 0);
  box.hidden = faults.length === 0;
  byId('fault-list').replaceChildren(...faults.slice(0, 8).map(fault => element('li', {},
    element('a', { href: `/file?line=${fault.line}` }, `Line ${fault.line}`), `: ${fault.message}`)));
}

async function save() {
  const own = store.mine();
  if (!own) return;
  try {
    const told = await post('/save', own);
    store.drop();
    showBar(false);
    say('Saved.');
    document.body.dataset.mark = told.mark;
    address.put('draft', '');
    listeners.forEach(listener => listener(told));
  } catch (error) {
    if (error.status === 409) return conflict(own, error.told.theirs);
    say(error.message);
  }
}

function conflict(own, theirs) {
  const pane = (title, text) => element('div', { class: 'pane' },
    element('h3', {}, title), element('textarea', { readonly: '', rows: '16', 'aria-label': title }, text));
  const over = element('button', { type: 'button' }, 'Keep mine: it now goes on top of what is on disk');
  const leave = element('button', { type: 'button' }, 'Take what is on disk: throw mine away');
  over.addEventListener('click', async () => {
    const disk = await getJson('/text.json');
    store.keep(own.text, disk.mark);
    byId('dialog').close();
    say('Nothing is written yet: look at what differs, then save.');
    differences();
  });
  leave.addEventListener('click', () => { byId('dialog').close(); discard(); });
  dialog('The file changed on disk meanwhile', element('p', {},
    'Nothing was written. Somebody, or another tab, saved the file after you opened it.'),
  element('div', { class: 'panes' }, pane('On disk now', theirs), pane('Here, not saved', own.text)),
  element('p', { class: 'actions' }, over, leave));
}

async function discard() {
  store.drop();
  showBar(false);
  const disk = await getJson('/text.json');
  showFaults(disk.faults);
  address.put('draft', '');
  listeners.forEach(listener => listener(disk));
}

async function differences() {
  const { rows } = await post('/diff', { text: (await current()).text });
  dialog('What differs from the file on disk', rows.length ? differing(rows) : element('p', {}, 'Nothing.'));
}

export function differing(rows) {
  const marks = { in: '+', out: '−', same: ' ', gap: '⋯' };
  const lines = rows.map(row => element('tr', { class: `diff-${row.kind}` },
    element('td', { class: 'n' }, row.line === null ? '' : String(row.line)),
    element('td', {}, marks[row.kind]), element('td', {}, row.text)));
  return element('table', { class: 'diff' }, element('tbody', {}, ...lines));
}

function offerOrphan() {
  const found = store.orphan();
  const box = byId('orphan');
  if (!found || store.mine()) return;
  const when = new Date(found.at).toLocaleString();
  const open = element('button', { type: 'button' }, 'Open it here');
  const forget = element('button', { type: 'button' }, 'Throw it away');
  open.addEventListener('click', async () => {
    store.adopt(found);
    box.hidden = true;
    await take(found.text, found.base);
  });
  forget.addEventListener('click', () => { store.forget(found); box.hidden = true; });
  box.replaceChildren(element('p', {}, `There is text from ${when} that was not saved, from another tab or an earlier visit.`),
    element('p', { class: 'actions' }, open, forget));
  box.hidden = false;
}

export async function begin() {
  byId('save').addEventListener('click', save);
  byId('discard').addEventListener('click', discard);
  byId('show-diff').addEventListener('click', differences);
  addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') { event.preventDefault(); save(); }
  });
  offerOrphan();
  const own = store.mine();
  if (!own) {
    if (address.params().get('draft')) await get(`/parts.json?${address.query()}`).catch(() => {
      const made = address.params();
      made.delete('draft');
      address.go(made, true);
    });
    return;
  }
  showBar(true);
  const told = await post('/check', { text: own.text });
  showFaults(told.faults);
  if (told.valid && address.params().get('draft') !== told.mark) {
    const made = address.params();
    made.set('draft', told.mark);
    address.go(made, true);
  }
}
