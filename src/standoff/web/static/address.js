// The address of the page is what it shows: ?set=NAME=VALUE&off=NAME&pin=...&as_of=...&draft=...

const listeners = [];
const KEYS = ['set', 'off', 'pin', 'as_of', 'draft'];

export function params() {
  const kept = new URLSearchParams();
  for (const [key, value] of new URLSearchParams(location.search)) {
    if (KEYS.includes(key)) kept.append(key, value);
  }
  return kept;
}

export const query = (more = {}) => {
  const made = params();
  for (const [key, value] of Object.entries(more)) made.set(key, value);
  return made.toString();
};

export function changes(from = params()) {
  const found = new Map();
  for (const [key, value] of from) {
    const change = key === 'off' ? `${value}=off` : key === 'set' ? value : '';
    const cut = change.indexOf('=');
    if (cut > 0) found.set(change.slice(0, cut), change.slice(cut + 1));
  }
  return found;
}

export const pinned = () => params().getAll('pin');

function written(map, from) {
  const made = new URLSearchParams();
  for (const [name, value] of map) {
    if (value === 'off') made.append('off', name); else made.append('set', `${name}=${value}`);
  }
  for (const key of ['pin', 'as_of', 'draft']) from.getAll(key).forEach(v => made.append(key, v));
  return made;
}

export function change(name, value) {
  const map = changes();
  map.delete(name);
  if (value !== '' && value !== null) map.set(name, value);
  go(written(map, params()));
}

export function withChange(name, value) {
  const map = changes();
  map.delete(name);
  map.set(name, value);
  return written(map, params()).toString();
}

export const reset = () => go(written(new Map(), params()));

export function put(key, values) {
  const made = params();
  made.delete(key);
  [].concat(values).filter(Boolean).forEach(value => made.append(key, value));
  go(made);
}

export function go(made, quietly = false) {
  const text = made.toString();
  const path = location.pathname + (text ? `?${text}` : '') + location.hash;
  if (quietly) history.replaceState(null, '', path); else history.pushState(null, '', path);
  tell();
}

export const onMove = listener => listeners.push(listener);

export function tell() {
  const text = params().toString();
  for (const link of document.querySelectorAll('a[data-view]')) {
    link.href = `/${link.dataset.view}${text ? `?${text}` : ''}`;
  }
  listeners.forEach(listener => listener());
}

addEventListener('popstate', tell);
