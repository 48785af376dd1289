// The what-if panel: a change is a new address. While a slider moves, the curves follow what was
// computed ahead at a few of its places; when it rests, the exact answer comes.
import { getJson, post, wasStopped } from './net.js';
import * as address from './address.js';
import * as draft from './draft.js';
import * as parts from './parts.js';
import { between, moved, redraw } from './curves.js';
import { byId, debounce, element, say } from './page.js';

const sweeps = new Map();
let base = null;

const controls = () => [...document.querySelectorAll('#whatif .control')];

export function begin() {
  const panel = byId('whatif');
  if (!panel) return;
  panel.addEventListener('change', event => {
    const control = event.target.closest('.control');
    if (!control) return;
    if (control.classList.contains('switch')) address.change(control.dataset.name, event.target.value);
    else settle(control);
  });
  panel.addEventListener('input', event => {
    const control = event.target.closest('.control.slider');
    if (control) follow(control);
  });
  for (const kind of ['pointerdown', 'focusin']) {
    panel.addEventListener(kind, event => {
      const control = event.target.closest('.control.slider');
      if (control) ahead(control.dataset.name);
    });
  }
  panel.addEventListener('click', event => {
    const control = event.target.closest('.control');
    if (event.target.matches('.reset')) address.change(control.dataset.name, '');
  });
  byId('whatif-find').addEventListener('input', debounce(find, 120));
  byId('reset-all').addEventListener('click', address.reset);
  byId('write-in').addEventListener('click', writeIn);
  address.onMove(() => { sweeps.clear(); base = null; show(); });
  if (matchMedia('(max-width: 66rem)').matches) byId('whatif-fold').open = false;
  show();
}

function value(control, place) {
  const { own, ratio, unit } = control.dataset;
  const number = ratio ? Number(own) * 2 ** place : place;
  return `${Number(number.toPrecision(4))}${unit ? ` ${unit}` : ''}`;
}

const settle = debounce(control => {
  const place = Number(control.querySelector('input').value);
  address.change(control.dataset.name, value(control, place));
}, 160);

function follow(control) {
  const place = Number(control.querySelector('input').value);
  control.querySelector('output').textContent = value(control, place);
  const sweep = sweeps.get(control.dataset.name);
  if (!sweep || !base) return;
  const now = between(sweep.places, sweep.curves, place);
  const start = between(sweep.places, sweep.curves, sweep.start);
  if (!now || !start) return;
  const curves = moved(base.curves, start, now);
  document.querySelectorAll('.slot[data-part="scenarios"] svg.chart, .slot[data-part="brief"] svg.chart')
    .forEach(svg => redraw(svg, curves, base.months));
  performance.mark('standoff-followed');
}

async function prepare() {
  if (base) return;
  const now = parts.levelOf('scenarios') || 'quick';
  const [curves, outlook] = await Promise.all([getJson(`/curves.json?${address.query({ level: now })}`),
    getJson(`/outlook.json?${address.query({ level: now })}`)]);
  base = { curves, months: outlook.horizon_months };
}

export async function ahead(name) {
  // Compute the answer at the places of a slider, those nearest to where it stands first.
  if (sweeps.has(name)) return;
  const control = controls().find(one => one.dataset.name === name);
  if (!control) return;
  const start = Number(control.querySelector('input').value);
  const sweep = { places: [], curves: [], start };
  sweeps.set(name, sweep);
  try {
    const { places } = await getJson(`/slider.json?${address.query({ name })}`);
    sweep.places = places.map(([place]) => place);
    sweep.curves = places.map(() => null);
    await prepare();
    const order = places.map((_, i) => i).sort((a, b) =>
      Math.abs(sweep.places[a] - start) - Math.abs(sweep.places[b] - start));
    for (const i of order) {
      if (sweeps.get(name) !== sweep) return;
      const [, change] = places[i];
      const cut = change.indexOf('=');
      sweep.curves[i] = await getJson(`/curves.json?${address.withChange(change.slice(0, cut), change.slice(cut + 1))}`);
    }
    control.dataset.ahead = 'yes';
  } catch (error) {
    sweeps.delete(name);
    if (!wasStopped(error) && error.status !== 422) say(error.message);
  }
}

export function show() {
  // Set every control to what the address says.
  const set = address.changes();
  for (const control of controls()) {
    const chosen = set.get(control.dataset.name);
    if (control.classList.contains('slider')) showSlider(control, chosen);
    else showSwitch(control, chosen || '');
    control.classList.toggle('touched', chosen !== undefined);
    control.removeAttribute('data-ahead');
  }
  byId('whatif-count').textContent = set.size ? String(set.size) : '';
  byId('reset-all').disabled = byId('write-in').disabled = set.size === 0;
  told(set);
}

function showSlider(control, chosen) {
  const { own, ratio, start, written } = control.dataset;
  const number = parseFloat(chosen);
  const input = control.querySelector('input');
  const known = chosen !== undefined && !Number.isNaN(number);
  input.value = known ? (ratio ? Math.log2(number / Number(own)) : number) : start;
  control.querySelector('output').textContent = chosen === undefined ? written : chosen;
  control.querySelector('.reset').hidden = chosen === undefined;
}

function showSwitch(control, chosen) {
  const wanted = control.querySelector('input[value="true"]') && { on: 'true', off: 'false' }[chosen] || chosen;
  const select = control.querySelector('select');
  if (select) select.value = wanted;
  control.querySelectorAll('input').forEach(input => { input.checked = input.value === wanted; });
}

function told(set) {
  const box = byId('changes');
  if (!box) return;
  box.hidden = set.size === 0;
  box.replaceChildren(element('strong', {}, 'What if '), ...[...set].map(([name, to]) => {
    const label = document.querySelector(`#whatif [data-name="${CSS.escape(name)}"] :is(legend, .control-label)`);
    const undo = element('button', { type: 'button', class: 'chip', 'aria-label': `Take back: ${name}=${to}` },
      `${label ? label.textContent : name}: ${to} ×`);
    undo.addEventListener('click', () => address.change(name, ''));
    return undo;
  }));
}

function find() {
  const wanted = byId('whatif-find').value.trim().toLowerCase();
  for (const control of controls()) {
    control.hidden = wanted !== '' && !control.textContent.toLowerCase().includes(wanted)
      && !control.dataset.name.includes(wanted);
  }
  for (const group of document.querySelectorAll('#whatif .group')) {
    const any = group.querySelector('.control:not([hidden])');
    group.hidden = !any;
    if (wanted && any) group.open = true;
  }
}

async function writeIn() {
  const own = await draft.current();
  try {
    const made = await post(`/write-in?${address.query()}`, { text: own.text });
    const kept = address.params();
    ['set', 'off'].forEach(key => kept.delete(key));
    address.go(kept, true);
    await draft.take(made.text, own.base);
    say('Written into the text. Look at what differs, then save.');
  } catch (error) {
    say(error.message);
  }
}

export function open(key) {
  // Open the control of a place in the file; says whether there is one.
  const near = controls().find(one => one.dataset.key === key)
    || controls().find(one => key.startsWith(`${one.dataset.key}.`));
  if (!near) return false;
  byId('whatif-fold').open = true;
  near.closest('.group').open = true;
  near.hidden = false;
  near.scrollIntoView({ block: 'center' });
  near.querySelector('input:checked, input, select').focus();
  near.classList.add('found');
  setTimeout(() => near.classList.remove('found'), 2500);
  return true;
}
