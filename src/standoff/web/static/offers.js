// What can be written at the cursor: a list that comes as one types, or with Ctrl and Space.
import { post, wasStopped } from './net.js';
import { debounce, element } from './page.js';

export function offers(text, list, replace) {
  let found = null;
  let chosen = 0;
  let stopper;

  const close = () => {
    list.hidden = true;
    found = null;
    text.removeAttribute('aria-activedescendant');
    text.setAttribute('aria-expanded', 'false');
  };

  const show = () => {
    list.replaceChildren(...found.suggestions.map((one, i) => {
      const item = element('li', { role: 'option', id: `offer-${i}`, 'aria-selected': String(i === chosen) },
        element('strong', {}, one.label), element('span', {}, one.note));
      item.addEventListener('mousedown', event => { event.preventDefault(); take(i); });
      return item;
    }));
    list.hidden = false;
    text.setAttribute('aria-expanded', 'true');
    text.setAttribute('aria-activedescendant', `offer-${chosen}`);
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
    place();
  };

  function place() {
    const before = text.value.slice(0, text.selectionStart).split('\n');
    const style = getComputedStyle(text);
    const height = parseFloat(style.lineHeight);
    const width = parseFloat(style.fontSize) * 0.6;
    const top = before.length * height - text.scrollTop + 8;
    const room = text.clientHeight - top;
    const high = Math.min(list.scrollHeight, 240);
    list.style.top = `${room < high && top > high ? top - high - height - 4 : top}px`;
    const left = text.offsetLeft + before.at(-1).length * width - text.scrollLeft;
    list.style.left = `${Math.max(0, Math.min(left, text.parentElement.clientWidth - list.offsetWidth - 4))}px`;
  }

  function take(i) {
    const one = found.suggestions[i];
    const end = text.selectionStart;
    replace(end - found.begun.length, end, one.text);
    close();
    if (one.text.endsWith(': ')) ask(true);
  }

  async function ask(wanted) {
    const before = text.value.slice(0, text.selectionStart).split('\n');
    const word = /[\w.-]*$/.exec(before.at(-1))[0];
    if (!wanted && word.length < 1 || text.selectionStart !== text.selectionEnd) return close();
    stopper?.abort();
    stopper = new AbortController();
    try {
      const told = await post('/complete', { text: text.value, line: before.length - 1,
        column: before.at(-1).length }, stopper.signal);
      if (!told.suggestions.length || document.activeElement !== text) return close();
      found = told;
      chosen = 0;
      show();
    } catch (error) {
      if (!wasStopped(error)) close();
    }
  }

  const later = debounce(() => ask(false), 120);
  text.setAttribute('role', 'combobox');
  text.setAttribute('aria-autocomplete', 'list');
  text.setAttribute('aria-controls', list.id);
  text.setAttribute('aria-haspopup', 'listbox');
  text.setAttribute('aria-expanded', 'false');
  text.addEventListener('input', event => { if (event.inputType === 'insertText') later(); else close(); });
  text.addEventListener('blur', close);
  text.addEventListener('click', close);
  text.addEventListener('keydown', event => {
    if (event.key === ' ' && event.ctrlKey) { event.preventDefault(); ask(true); return; }
    if (!found) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      chosen = (chosen + step + found.suggestions.length) % found.suggestions.length;
      show();
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault();
      take(chosen);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    }
  });
}
