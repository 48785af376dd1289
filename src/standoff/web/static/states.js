// The state graph: arrows move from state to state, Enter or a click tells its story.
import { getText } from './net.js';
import * as address from './address.js';
import { element, html, pressable, say, words } from './page.js';

export function enliven(box) {
  for (const svg of box.querySelectorAll('svg.chart')) {
    const states = [...svg.querySelectorAll('.state[data-key]')];
    if (!states.length) continue;
    states.forEach((state, i) => {
      pressable(state, `State ${words(state)}`, () => tell(svg, state));
      state.setAttribute('tabindex', i === 0 ? '0' : '-1');
      state.addEventListener('keydown', event => press(event, states, state));
      for (const [kind, on] of [['pointerenter', true], ['focus', true], ['pointerleave', false], ['blur', false]]) {
        state.addEventListener(kind, () => ways(svg, state, on));
      }
    });
  }
}

function ways(svg, state, on) {
  for (const move of svg.querySelectorAll('.move[data-ends]')) {
    if (move.dataset.ends.split(' ').includes(state.dataset.key)) move.classList.toggle('marked', on);
  }
}

const middle = one => {
  const box = one.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
};

function press(event, states, state) {
  const ways_ = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const way = ways_[event.key];
  let next = event.key === 'Home' ? states[0] : event.key === 'End' ? states.at(-1) : null;
  if (way) next = nearest(states, state, way);
  if (!next) return;
  event.preventDefault();
  states.forEach(one => one.setAttribute('tabindex', one === next ? '0' : '-1'));
  next.focus();
}

function nearest(states, from, [dx, dy]) {
  const [x, y] = middle(from);
  let best = null;
  for (const one of states) {
    if (one === from) continue;
    const [u, v] = middle(one);
    const along = (u - x) * dx + (v - y) * dy;
    const aside = Math.abs((u - x) * dy) + Math.abs((v - y) * dx);
    const cost = along + 2 * aside;
    if (along > 4 && (!best || cost < best.cost)) best = { one, cost };
  }
  return best && best.one;
}

async function tell(svg, state) {
  const figure = svg.closest('figure');
  figure.querySelector('.story-of-state')?.remove();
  svg.querySelectorAll('.state').forEach(one => one.classList.toggle('told', one === state));
  try {
    const text = await getText(`/state-${state.dataset.key}.html?${address.query()}`);
    const close = element('button', { type: 'button' }, 'Close');
    const box = element('div', { class: 'story-of-state', tabindex: '-1', role: 'region', 'aria-label': 'The story of this state' }, close, html(text));
    close.addEventListener('click', () => { box.remove(); state.classList.remove('told'); state.focus(); });
    svg.after(box);
    box.focus();
  } catch (error) {
    say(error.message);
  }
}
