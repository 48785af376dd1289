// Unsaved text lives in this browser, one text a tab, so that neither a restart of the server nor
// another tab can lose it.

const file = document.body.dataset.file;
const safely = (work, otherwise) => { try { return work(); } catch { return otherwise; } };

const tab = safely(() => {
  const kept = sessionStorage.getItem('standoff:tab');
  const copied = performance.getEntriesByType('navigation')[0]?.type === 'navigate' && window.opener;
  if (kept && !copied) return kept;
  const made = Math.random().toString(36).slice(2, 10);
  sessionStorage.setItem('standoff:tab', made);
  return made;
}, 'tab');

const prefix = `standoff:draft:${file}:`;
const key = prefix + tab;

export const mine = () => safely(() => JSON.parse(localStorage.getItem(key)), null);

export function keep(text, base) {
  // `base` is the mark of the text on disk that the change began with.
  return safely(() => {
    localStorage.setItem(key, JSON.stringify({ text, base, at: Date.now() }));
    return true;
  }, false);
}

export const drop = () => safely(() => localStorage.removeItem(key));

export function orphan() {
  // The newest text that another tab or an earlier visit left unsaved.
  return safely(() => Object.keys(localStorage)
    .filter(name => name.startsWith(prefix) && name !== key)
    .map(name => ({ name, ...JSON.parse(localStorage.getItem(name)) }))
    .sort((a, b) => b.at - a.at)[0] || null, null);
}

export function adopt(found) {
  keep(found.text, found.base);
  forget(found);
}

export const forget = found => safely(() => localStorage.removeItem(found.name));

export const remember = (name, value) =>
  safely(() => localStorage.setItem(`standoff:${name}:${file}`, JSON.stringify(value)));

export const recall = name =>
  safely(() => JSON.parse(localStorage.getItem(`standoff:${name}:${file}`)), null);
