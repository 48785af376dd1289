// The editor: a plain text area with line numbers, faults at their lines as one types, completion,
// and beside it the forecast of the text. Undo is the browser's own, so it never loses a step.
import { getJson, post, wasStopped } from './net.js';
import * as address from './address.js';
import * as draft from './draft.js';
import * as ledger from './ledger.js';
import * as store from './store.js';
import { percent } from './curves.js';
import { offers } from './offers.js';
import { byId, debounce, element, say } from './page.js';

const text = byId('text');
const gutter = byId('gutter');
let base = document.body.dataset.mark;
let faults = [];

function lines() {
  // One number a line; a faulty line is marked.
  const count = text.value.split('\n').length;
  const wrong = new Set(faults.map(fault => fault.line));
  gutter.replaceChildren(...Array.from({ length: count }, (_, i) =>
    element('span', { class: wrong.has(i + 1) ? 'wrong' : null }, String(i + 1))));
  gutter.scrollTop = text.scrollTop;
}

function problems() {
  byId('problems').replaceChildren(...(faults.length ? faults.slice(0, 20).map(fault => {
    const link = element('button', { type: 'button', class: 'problem' },
      element('strong', {}, `Line ${fault.line}, column ${fault.column}`), ` ${fault.message}`);
    link.addEventListener('click', () => goTo(fault.line, fault.column));
    return link;
  }) : [element('p', { class: 'fine' }, 'No faults.')]));
  text.setAttribute('aria-invalid', String(faults.length > 0));
  lines();
}

export function goTo(line, column = 1) {
  const before = text.value.split('\n').slice(0, line - 1);
  const place = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  const end = text.value.indexOf('\n', place);
  text.focus();
  text.setSelectionRange(place, end < 0 ? text.value.length : end);
  const height = parseFloat(getComputedStyle(text).lineHeight);
  text.scrollTop = Math.max(0, (line - 6) * height);
  text.scrollLeft = 0;
  lines();
}

export function replace(start, end, words) {
  // As if typed, so that the browser can undo it.
  text.focus();
  text.setSelectionRange(start, end);
  if (!document.execCommand('insertText', false, words)) {
    text.setRangeText(words, start, end, 'end');
    text.dispatchEvent(new Event('input'));
  }
}

const check = debounce(async () => {
  try {
    const told = await draft.take(text.value, base);
    faults = told.faults;
    problems();
  } catch (error) {
    if (error.status === undefined) say('The server does not answer; your text is kept in this browser.', true);
    else say(error.message);
  }
}, 350);

let stopper;
async function answer() {
  // The central values of the text as it stands; what was valid last stays, greyed.
  stopper?.abort();
  stopper = new AbortController();
  const box = byId('answer');
  box.classList.add('stale');
  if (faults.length) return;
  try {
    const told = await getJson(`/outlook.json?${address.query()}`, stopper.signal);
    const names = Object.values(told.scenarios);
    box.replaceChildren(element('p', { class: 'note' }, 'Central values'), element('ul', {}, ...names.map(one =>
      element('li', {}, element('span', {}, one.title), element('strong', { class: `t-${one.tone}` },
        percent(one.probability)), element('span', { class: 'note' }, `${one.words}, ${one.odds}`)))));
    box.classList.remove('stale');
  } catch (error) {
    if (!wasStopped(error) && error.status) box.replaceChildren(element('p', { class: 'note' }, error.message));
  }
}

function keys(event) {
  if (event.key === 'Tab' && !event.ctrlKey && text.dataset.leave !== 'yes') {
    event.preventDefault();
    replace(text.selectionStart, text.selectionEnd, '  ');
  } else if (event.key === 'Enter' && !event.ctrlKey) {
    const start = text.value.lastIndexOf('\n', text.selectionStart - 1) + 1;
    const line = text.value.slice(start, text.selectionStart);
    const deeper = /:\s*$/.test(line) ? '  ' : '';
    event.preventDefault();
    replace(text.selectionStart, text.selectionEnd, `\n${/^\s*/.exec(line)[0]}${deeper}`);
  }
  text.dataset.leave = event.key === 'Escape' ? 'yes' : '';
}

async function begin() {
  const own = store.mine();
  const disk = await getJson('/text.json');
  base = own ? own.base : disk.mark;
  text.value = own ? own.text : disk.text;
  faults = own ? (await post('/check', { text: own.text })).faults : disk.faults;
  problems();
  const line = Number(new URLSearchParams(location.search).get('line'));
  if (line > 0) goTo(line);
  answer();
}

text.addEventListener('input', () => { lines(); store.keep(text.value, base); check(); });
text.addEventListener('scroll', () => { gutter.scrollTop = text.scrollTop; });
offers(text, byId('offers'), replace);
text.addEventListener('keydown', event => { if (!event.defaultPrevented) keys(event); });
for (const [id, command] of [['undo', 'undo'], ['redo', 'redo']]) {
  byId(id).addEventListener('click', () => { text.focus(); document.execCommand(command); });
}
document.querySelectorAll('form.edit-form').forEach(form => ledger.wire(form, made => {
  const old = text.value;
  if (old !== made.text) replace(0, old.length, made.text);
  goTo(made.line);
}));
draft.onChange(async told => {
  faults = told.faults;
  const own = store.mine();
  const disk = own ? null : await getJson('/text.json');
  if (own) base = own.base;
  else {
    base = disk.mark;
    if (disk.text !== text.value) replace(0, text.value.length, disk.text);
  }
  problems();
  if (faults.length) answer();
});
address.onMove(answer);
await draft.begin().catch(error => say(error.message));
await begin().catch(error => say(error.message, true));
