// Day by day: a slider over what became known, and the forecast as it stood.
import { getJson } from './net.js';
import * as address from './address.js';
import { percent, points } from './curves.js';
import { element, svgElement } from './page.js';

export async function build(box, svgs = [], level = 'quick') {
  const { steps, titles, tones } = await getJson(`/replay.json?${address.query({ level })}`);
  if (steps.length < 2 || !Object.keys(titles).length) return false;
  const input = element('input', { type: 'range', min: '0', max: String(steps.length - 1), step: '1', value: String(steps.length - 1) });
  const when = element('strong');
  const what = element('span');
  const numbers = element('ul', { class: 'replay-numbers' });
  const link = element('a', { class: 'button' }, 'Show the page as of this day');
  const show = () => {
    const step = steps[Number(input.value)];
    when.textContent = step.day;
    what.textContent = step.told ? ` ${step.told}` : '';
    input.setAttribute('aria-valuetext', `${step.day} ${step.told}`);
    numbers.replaceChildren(...Object.keys(titles).map(name => line(titles[name], tones[name], step.scenarios[name], step.change[name])));
    link.hidden = !step.date;
    if (step.date) {
      const made = address.params();
      made.set('as_of', step.date);
      link.href = `/workbench?${made}`;
    }
    svgs.forEach(svg => point(svg, step.id));
  };
  input.addEventListener('input', show);
  box.replaceChildren(
    element('label', { class: 'replay-slider' }, element('span', {}, 'Day'), input),
    element('p', { class: 'replay-told', 'aria-live': 'polite' }, when, what), numbers, element('p', {}, link));
  show();
  return true;
}

function line(title, tone, value, change) {
  const moved = points(change);
  const bar = svgElement('svg', { viewBox: '0 0 100 6', class: 'replay-bar', 'aria-hidden': 'true', preserveAspectRatio: 'none' });
  bar.append(svgElement('rect', { width: '100', height: '6', class: 'f-rule' }),
    svgElement('rect', { width: String(100 * value), height: '6', class: `f-${tone}` }));
  return element('li', { class: moved ? 'moved' : '' }, element('span', {}, title),
    element('span', { class: `n t-${tone}` }, percent(value) + moved), bar);
}

function point(svg, id) {
  svg.querySelectorAll('.tick').forEach(tick => tick.classList.toggle('marked', tick.dataset.key === id));
}
