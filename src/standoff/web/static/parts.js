// The parts of the page: asked for one by one, central values first, the ensemble when it is ready.
// What is shown stays, greyed, until there is something newer; the last answer survives a reload.
import { getJson, getText, post, wasStopped } from './net.js';
import * as address from './address.js';
import * as store from './store.js';
import { byId, element, html, say } from './page.js';

const LEVELS = ['quick', 'full'];
const FIRST = ['brief', 'scenarios', 'comparison', 'headline'];
const KEPT = 1_500_000;
const PATIENCE = 1500;
const arrived = [];
const finished = [];
let runs = [];
let shown = {};
let started = 0;
let began = 0;
let stopped = false;
const texts = new Map();

export const onPart = listener => arrived.push(listener);
export const onDone = listener => finished.push(listener);
export const levelOf = name => shown[name]?.level || '';

export function level() {
  // Of the page as shown: that of the ensemble, unless its run was stopped before all parts had it.
  const levels = slots().map(box => shown[box.dataset.part]?.level);
  return levels.includes('full') && !(stopped && levels.includes('quick')) ? 'full' : 'quick';
}

const slots = () => [...document.querySelectorAll('.slot[data-part]')];
const slot = name => slots().find(one => one.dataset.part === name);

function insert(name, text, now, old = false) {
  const box = slot(name);
  if (!box) return;
  const had = box.querySelector('details[open] > summary')
    ? [...box.querySelectorAll('details[open] > summary')].map(s => s.textContent) : [];
  box.replaceChildren(html(text));
  box.querySelectorAll('details > summary').forEach(summary => {
    if (had.includes(summary.textContent)) summary.parentElement.open = true;
  });
  box.classList.toggle('stale', old);
  box.setAttribute('aria-busy', String(old));
  if (!old) {
    shown[name] = { level: now, query: address.query() };
    texts.set(name, text);
  }
  arrived.forEach(listener => listener(name, box, now));
}

function problem(name, message) {
  const box = slot(name);
  if (!box) return;
  box.setAttribute('aria-busy', 'false');
  box.querySelector('.part-problem')?.remove();
  box.querySelector('.placeholder')?.remove();
  box.prepend(element('p', { class: 'part-problem callout callout-warning' }, message));
}

function arrange(names) {
  // Make room for the parts that this view has, and drop those that it has not.
  const parent = byId('parts');
  slots().filter(box => box.parentElement === parent && !names.includes(box.dataset.part))
    .forEach(box => box.remove());
  let before = null;
  for (const name of names) {
    let box = slot(name);
    if (!box) {
      box = element('div', { class: 'slot', 'data-part': name, 'aria-busy': 'true' },
        element('p', { class: 'placeholder', 'aria-hidden': 'true' }, '…'));
      if (before) before.after(box); else parent.prepend(box);
    }
    before = box;
  }
  const ledger = byId('ledger');
  if (ledger && slot('signals')) slot('signals').before(ledger);
}

async function fetchPart(name, now, signal) {
  const path = `/part/${name}.html?${address.query({ level: now })}`;
  try {
    return await getText(path, signal);
  } catch (error) {
    if (error.status !== 410 || !store.mine()) throw error;
    await post('/check', { text: store.mine().text }, signal);
    return getText(path, signal);
  }
}

async function loadLevel(names, now, signal, run) {
  const order = [...FIRST.filter(n => names.includes(n)), ...names.filter(n => !FIRST.includes(n))];
  for (const name of order) {
    if (signal.aborted) return;
    if (now === 'quick' && !FIRST.includes(name) && await solved(signal, run)) return;
    const got = shown[name];
    if (now === 'quick' && got?.level === 'full' && got.query === address.query()) continue;
    try {
      const text = await fetchPart(name, now, signal);
      if (run !== started) return;
      const later = shown[name];
      if (now === 'quick' && later?.level === 'full' && later.query === address.query()) continue;
      insert(name, text, now);
    } catch (error) {
      if (wasStopped(error) || run !== started) return;
      if (error.status === undefined) return away();
      if (now === 'full' || !FIRST.includes(name) || error.status === 422) problem(name, error.message);
    }
  }
}

const answered = name => shown[name]?.level === 'full' && shown[name].query === address.query();

async function solved(signal, run) {
  // Whether the ensemble is solved, or soon is: then central values of the rest are not worth having.
  while (performance.now() < began + PATIENCE && !answered('scenarios') && !signal.aborted && run === started) {
    await new Promise(resolve => { setTimeout(resolve, 40); });
  }
  return answered('scenarios');
}

let waitingForServer;
function away() {
  say('The server does not answer. What is shown is the last answer; unsaved text is kept in this browser.', true);
  clearTimeout(waitingForServer);
  waitingForServer = setTimeout(async () => {
    try { await getJson('/text.json'); } catch { return away(); }
    say('The server is back.');
    load();
  }, 2000);
}

export async function load() {
  runs.forEach(one => one.abort());
  stopped = false;
  const run = ++started;
  began = performance.now();
  runs = LEVELS.map(() => new AbortController());
  const [quick, full] = runs.map(one => one.signal);
  document.querySelectorAll('.slot .part-problem, #problem').forEach(one => one.remove());
  slots().forEach(box => {
    const same = shown[box.dataset.part]?.query === address.query();
    if (!same && box.firstElementChild) { box.classList.add('stale'); box.setAttribute('aria-busy', 'true'); }
  });
  watch(run);
  const own = byId('parts').dataset.parts;
  try {
    const wanted = await Promise.all(LEVELS.map(async now => (own ? [own]
      : (await getJson(`/parts.json?${address.query({ level: now })}`, runs[0].signal)).parts)));
    if (run !== started) return;
    if (!own) arrange(wanted[1]);
    const early = loadLevel(wanted[0], 'quick', quick, run);
    await Promise.race([early, firstShown(run)]);
    await Promise.all([early, loadLevel(wanted[1], 'full', full, run)]);
  } catch (error) {
    if (wasStopped(error)) return;
    if (error.status === undefined) return away();
    if (error.status === 410 && store.mine()) {
      await post('/check', { text: store.mine().text });
      return load();
    }
    say(error.message, true);
    slots().forEach(box => box.setAttribute('aria-busy', 'false'));
  }
  if (run !== started || quick.aborted) return;
  stopWatching();
  keepAnswers();
  finished.forEach(listener => listener());
}

function firstShown(run) {
  // The ensemble is asked for once the central answer stands.
  return new Promise(resolve => {
    const look = setInterval(() => {
      const done = run !== started || ['brief', 'scenarios'].some(n => shown[n]?.query === address.query());
      if (done || !slot('scenarios') && !slot('brief')) { clearInterval(look); resolve(); }
    }, 40);
  });
}

let watching;
function watch(run) {
  clearTimeout(watching);
  const look = async () => {
    if (run !== started) return;
    const { running } = await getJson('/progress.json').catch(() => ({ running: [] }));
    if (run !== started || runs[0].signal.aborted) return;
    byId('work').hidden = !running.length;
    const counted = running.find(one => one.level === 'full' && one.total) || running.find(one => one.total);
    const bar = byId('work-bar');
    if (counted) bar.value = counted.done / counted.total; else bar.removeAttribute('value');
    byId('work-told').textContent = running.map(one => (one.level === 'quick' ? 'Central values …'
      : one.total ? `Ensemble: ${one.done} of ${one.total} draws` : 'Ensemble …')).join(' · ');
    watching = setTimeout(look, 300);
  };
  watching = setTimeout(look, 250);
}

function stopWatching() {
  clearTimeout(watching);
  byId('work').hidden = true;
}

export function stop() {
  started += 1;
  stopped = true;
  runs.forEach(one => one.abort());
  stopWatching();
  slots().forEach(box => box.setAttribute('aria-busy', 'false'));
  say('Stopped. What is greyed is from before; change something or reload to compute again.', true);
}

function keepAnswers() {
  // For the next visit: what the file as it is gave, as far as it fits.
  if (address.query()) return;
  const parts = {};
  let size = 0;
  for (const name of slots().map(box => box.dataset.part)) {
    const text = texts.get(name) || '';
    size += text.length;
    if (text && shown[name]?.query === '' && size < KEPT) parts[name] = text;
  }
  store.remember(`last-${document.body.dataset.page}`, { mark: document.body.dataset.mark, parts });
}

export function begin() {
  const last = store.recall(`last-${document.body.dataset.page}`);
  if (last && !address.query() && last.mark === document.body.dataset.mark) {
    if (!byId('parts').dataset.parts) arrange(Object.keys(last.parts));
    for (const [name, text] of Object.entries(last.parts)) insert(name, text, 'full', true);
  }
  byId('cancel').addEventListener('click', stop);
  address.onMove(load);
}
