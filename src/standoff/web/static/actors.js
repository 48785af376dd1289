// One actor alone: everything that is another's steps back.
import { pressable, words } from './page.js';

let chosen = null;

const chips = () => [...document.querySelectorAll('.legend .chip')];

export function begin() {
  for (const chip of chips()) chip.addEventListener('click', () => choose(chip.dataset.actor));
}

export function enliven(box) {
  for (const actor of box.querySelectorAll('.actor[data-key]')) {
    pressable(actor, words(actor), () => choose(actor.dataset.key));
  }
  dim(box);
}

function choose(actor) {
  chosen = chosen === actor ? null : actor;
  for (const chip of chips()) chip.setAttribute('aria-pressed', String(chip.dataset.actor === chosen));
  dim(document);
}

function dim(root) {
  const tone = chips().find(chip => chip.dataset.actor === chosen)?.dataset.tone;
  const keep = {
    '.actor[data-key]': one => one.dataset.key === chosen || tied(one),
    '.tie[data-ends]': one => one.dataset.ends.split(' ').includes(chosen),
    '.step': one => one.querySelector(`.dot.d-${tone}`),
    '.entry': one => one.querySelector(`.f-${tone}`),
    '.move[data-ends]': one => one.querySelector(`.s-${tone}`),
    '#whatif .group': one => ['hypotheses', 'chance', chosen].includes(one.dataset.group),
  };
  for (const [selector, kept] of Object.entries(keep)) {
    root.querySelectorAll(selector).forEach(one => one.classList.toggle('dimmed', chosen !== null && !kept(one)));
  }
}

function tied(actor) {
  return [...actor.closest('svg').querySelectorAll('.tie[data-ends]')].some(tie => {
    const ends = tie.dataset.ends.split(' ');
    return ends.includes(chosen) && ends.includes(actor.dataset.key);
  });
}
