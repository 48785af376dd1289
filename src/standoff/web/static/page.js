// What every page has: its announcements, its dialog, and how elements are made.

export const byId = id => document.getElementById(id);

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

let fading;
export function say(words, stays = false) {
  const box = byId('status');
  if (!box) return;
  clearTimeout(fading);
  box.textContent = words;
  if (words && !stays) fading = setTimeout(() => { box.textContent = ''; }, 6000);
}

export function dialog(title, ...content) {
  const box = byId('dialog');
  byId('dialog-title').textContent = title;
  byId('dialog-body').replaceChildren(...content);
  if (!box.open) box.showModal();
  return box;
}

export function debounce(work, delay) {
  let timer;
  return (...given) => { clearTimeout(timer); timer = setTimeout(() => work(...given), delay); };
}

export async function copy(text, told) {
  try {
    await navigator.clipboard.writeText(text);
    say(told);
  } catch {
    const box = element('textarea', { rows: '8', readonly: '', 'aria-label': 'To be copied' }, text);
    dialog('Copy this', box);
    box.select();
  }
}

export const words = node => [...node.querySelectorAll('text')].map(one => one.textContent).join(' ');

export function pressable(node, label, work) {
  // A part of a drawing as a button: by mouse, by keyboard, and read aloud.
  node.closest('svg').setAttribute('role', 'group');
  for (const [name, value] of Object.entries({ role: 'button', tabindex: '0', 'aria-label': label })) node.setAttribute(name, value);
  node.addEventListener('click', work);
  node.addEventListener('keydown', event => {
    if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); work(); }
  });
}

export function download(made, name) {
  const href = URL.createObjectURL(made);
  element('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10000);
}

export const html = text => document.createRange().createContextualFragment(text);

export function svgElement(tag, attributes = {}) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
