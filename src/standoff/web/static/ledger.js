// The signals: sorted, filtered, counted or not, each with its push; a row marks its tick.
import { getJson, post, wasStopped } from './net.js';
import * as address from './address.js';
import * as draft from './draft.js';
import { byId, debounce, dialog, say } from './page.js';

const rows = () => [...document.querySelectorAll('#ledger-table tbody tr')];

export function begin() {
  const table = byId('ledger-table');
  if (!table) return;
  table.addEventListener('change', event => {
    const row = event.target.closest('tr');
    address.change(`signal.${row.dataset.id}`, event.target.checked ? '' : 'off');
  });
  table.querySelectorAll('button[data-sort]').forEach(head => {
    head.addEventListener('click', () => sort(head));
  });
  for (const [kind, on] of [['pointerover', true], ['focusin', true], ['pointerout', false], ['focusout', false]]) {
    table.addEventListener(kind, event => mark(event.target.closest('tr[data-id]'), on));
  }
  byId('ledger-find').addEventListener('input', debounce(filter, 120));
  byId('add-signal').addEventListener('click', () => {
    const form = byId('signal-form').content.cloneNode(true).firstElementChild;
    dialog('Add a signal', form);
    wire(form, () => byId('dialog').close());
  });
  address.onMove(show);
  show();
}

function mark(row, on) {
  if (!row) return;
  for (const one of document.querySelectorAll(`[data-key="${CSS.escape(row.dataset.id)}"]`)) {
    if (one.matches('.tick, .entry')) one.classList.toggle('marked', on);
  }
  row.classList.toggle('marked', on);
}

function show() {
  const set = address.changes();
  for (const row of rows()) {
    const off = set.get(`signal.${row.dataset.id}`) === 'off';
    row.classList.toggle('off', off);
    row.querySelector('input').checked = !off;
  }
}

let stopper;
export async function push(level) {
  // Fill in how far each signal pushed the leading scenario.
  stopper?.abort();
  stopper = new AbortController();
  if (!rows().length) return;
  try {
    const told = await getJson(`/signals.json?${address.query({ level })}`, stopper.signal);
    if (told.leading) {
      byId('ledger-lead').textContent = `How far each pushed “${told.leading}”, in points. Untick one to see the forecast without it.`;
    }
    for (const row of rows()) {
      const found = told.pushes[row.dataset.id];
      const cell = row.querySelector('.push');
      cell.textContent = found ? found.told : '–';
      cell.classList.toggle('up', Boolean(found) && found.change >= 0.0005);
      cell.classList.toggle('down', Boolean(found) && found.change <= -0.0005);
      row.dataset.push = found ? found.change : '';
    }
  } catch (error) {
    if (!wasStopped(error) && error.status) rows().forEach(row => { row.querySelector('.push').textContent = '–'; });
  }
}

function sort(head) {
  const cell = head.closest('th');
  const down = cell.getAttribute('aria-sort') === 'ascending';
  head.closest('tr').querySelectorAll('th').forEach(th => th.removeAttribute('aria-sort'));
  cell.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const by = head.dataset.sort;
  const worth = row => (by === 'push' ? Number(row.dataset.push || 0) : row.dataset[by]);
  const order = (a, b) => (worth(a) < worth(b) ? -1 : worth(a) > worth(b) ? 1
    : Number(a.dataset.place) - Number(b.dataset.place));
  const sorted = rows().sort((a, b) => (down ? order(b, a) : order(a, b)));
  document.querySelector('#ledger-table tbody').append(...sorted);
}

function filter() {
  const wanted = byId('ledger-find').value.trim().toLowerCase();
  let left = 0;
  for (const row of rows()) {
    row.hidden = wanted !== '' && !row.textContent.toLowerCase().includes(wanted);
    left += row.hidden ? 0 : 1;
  }
  say(wanted ? `${left} signals match.` : '');
}

export function wire(form, after) {
  // Fill a form into the text; the page then shows the text that is not saved yet.
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const error = form.querySelector('.form-error');
    error.textContent = '';
    const own = await draft.current();
    try {
      const made = await post('/fill', { text: own.text, kind: form.dataset.kind,
        fields: Object.fromEntries(new FormData(form)) });
      await draft.take(made.text, own.base);
      form.reset();
      say('Added to the text; it is not saved yet.');
      after(made);
    } catch (problem) {
      error.textContent = problem.message;
    }
  });
}

