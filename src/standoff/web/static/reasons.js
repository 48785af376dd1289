// A bar of the tornado leads to its control in the what-if panel, and to its line of the file.
import * as whatif from './whatif.js';
import { element, say } from './page.js';

export function enliven(box) {
  for (const bar of box.querySelectorAll('.swing[data-key]')) {
    bar.closest('svg').setAttribute('role', 'group');
    bar.setAttribute('role', 'button');
    bar.setAttribute('tabindex', '0');
    const words = [...bar.querySelectorAll('text')].map(t => t.textContent).join(' ');
    bar.setAttribute('aria-label', `Ask what if: ${words}`);
    const open = () => choose(bar);
    bar.addEventListener('click', open);
    bar.addEventListener('keydown', event => {
      if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open(); }
    });
  }
}

function choose(bar) {
  const key = bar.dataset.key;
  const found = whatif.open(key);
  const control = document.querySelector(`#whatif [data-key="${CSS.escape(key)}"]`);
  const line = control?.querySelector('.line');
  const figure = bar.closest('figure');
  figure.querySelector('.bar-line')?.remove();
  if (line) {
    figure.querySelector('svg.chart:last-of-type').after(
      element('p', { class: 'bar-line note' }, 'It stands in the file on ', element('a', { href: line.href }, line.textContent), '.'));
  }
  if (!found) say('This one has no control: change it in the file.');
}

export const strongest = box => [...box.querySelectorAll('svg.wide .swing[data-key]')].map(one => one.dataset.key);
