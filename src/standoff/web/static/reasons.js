// A bar of the tornado leads to its control in the what-if panel, and to its line of the file.
import * as whatif from './whatif.js';
import { element, pressable, say, words } from './page.js';

export function enliven(box) {
  for (const bar of box.querySelectorAll('.swing[data-key]')) {
    pressable(bar, `Ask what if: ${words(bar)}`, () => choose(bar));
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
