// The sliders of an exported page: they move the curves that were computed ahead.
import { between, moved, percent, redraw } from './curves.js';

const dials = JSON.parse(document.getElementById('dial-data').textContent);
const drawings = [...document.querySelectorAll('svg.chart')].filter(
  svg => svg.querySelector('.plot .series[data-key]') && svg.closest('#scenarios, .headline'));

function shownIn(svg) {
  const plot = svg.querySelector('.plot');
  const [low, high, left, right] = plot.dataset.x.split(' ').map(Number);
  const [floor, ceiling, bottom, top] = plot.dataset.y.split(' ').map(Number);
  const curves = {};
  for (const group of plot.querySelectorAll('.series[data-key]')) {
    const points = group.querySelector('.curve').getAttribute('d').slice(1).split('L');
    curves[group.dataset.key] = points.map(
      p => floor + (Number(p.split(' ')[1]) - bottom) / (top - bottom) * (ceiling - floor));
  }
  return { curves, months: high - 0, first: low, left, right };
}

const originals = drawings.map(shownIn);
for (const control of document.querySelectorAll('[data-dial]')) {
  const dial = dials[Number(control.dataset.dial)];
  const input = control.querySelector('input');
  const output = control.querySelector('output');
  const start = between(dial.places, dial.curves, dial.start);
  const told = () => { output.textContent = dial.places.length === 2 ? percent(Number(input.value)) : ''; };
  input.disabled = !start;
  told();
  input.addEventListener('told', told);
  input.addEventListener('input', () => {
    document.querySelectorAll('[data-dial] input').forEach(other => {
      if (other !== input) other.value = dials[Number(other.closest('[data-dial]').dataset.dial)].start;
    });
    const now = between(dial.places, dial.curves, Number(input.value));
    let curves = {};
    drawings.forEach((svg, i) => {
      curves = moved(originals[i].curves, start, now);
      redraw(svg, curves, originals[i].months);
    });
    document.querySelectorAll('[data-dial] input').forEach(other => other.dispatchEvent(new Event('told')));
    document.querySelector('.dial-numbers').textContent = Object.keys(curves).map(name => {
      const label = document.querySelector(`.label[data-key="${CSS.escape(name)}"]`);
      const words = label ? [...label.querySelectorAll('text:not(.value):not(.change)')] : [];
      return `${words.map(w => w.textContent).join(' ') || name}: ${percent(curves[name].at(-1))}`;
    }).join(' · ');
  });
}
