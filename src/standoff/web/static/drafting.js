// An article and what was read from it: each leads to the other; proposals are accepted, edited, rejected.
import { getText, post } from './net.js';
import * as unsaved from './draft.js';
import { byId, dialog, element, html, say } from './page.js';

const article = byId('article');
const box = byId('cards');
const cards = [...box.querySelectorAll('.proposal')];
const links = [...article.querySelectorAll('a.m')];
const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
const pieces = card => [...article.querySelectorAll(`.m[data-card="${card.dataset.card}"]`)];
const passages = card => pieces(card).filter((one, i) => !i || one.classList.contains('begins'));
const asked = card => card.dataset.id !== undefined;
const complain = error => say(error.status ? error.message : 'The server does not answer: nothing was decided.', true);
let current = null;
let place = 0;
let queue = Promise.resolve();
let waiting = 0;

function into(piece) {
  // Scroll the text alone, never the page; what is far is there at once.
  const height = article.clientHeight;
  const by = piece.getBoundingClientRect().top - article.getBoundingClientRect().top - height / 3;
  article.scrollBy({ top: by, behavior: still || Math.abs(by) > 2 * height ? 'instant' : 'smooth' });
}

function choose(card, { focus = true, at = 0, scroll = true } = {}) {
  if (card !== current) {
    document.querySelectorAll('.now').forEach(one => one.classList.remove('now'));
    for (const [one, index] of [[current, -1], [card, 0]]) {
      if (one) [one, ...one.querySelectorAll('button, .line')].forEach(each => { each.tabIndex = index; });
    }
    current = card;
    [card, ...pieces(card)].forEach(one => one.classList.add('now'));
  }
  const found = passages(card);
  place = found.length ? at % found.length : 0;
  const told = card.querySelector('.at');
  if (told) told.textContent = String(place + 1);
  if (scroll && found.length) into(found[place]);
  if (focus) {
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: 'nearest' });
  }
}

function mark(card, verdict) {
  card.dataset.verdict = verdict;
  card.querySelector('.verdict').textContent = verdict;
  pieces(card).forEach(one => one.classList.toggle('out', verdict === 'rejected'));
}

function show(told) {
  for (const card of cards.filter(asked)) {
    const one = told.cards[card.dataset.card];
    if (card.dataset.verdict !== one.verdict) mark(card, one.verdict);
    card.querySelector('.says').textContent = one.line;
    card.querySelector('.why').textContent = one.note;
  }
  for (const name of ['decided', 'open']) byId(name).textContent = told[name];
  byId('would').textContent = told.would || told.problem;
  byId('undo').disabled = !told.steps;
  byId('write').disabled = told.problem !== '';
  byId('questions').replaceChildren(...told.questions.map(text => element('li', {}, text)));
}

async function step(what, body) {
  // One after the other; only the last answer is shown, so that whoever is quick sees no flicker.
  waiting += 1;
  const answer = queue.then(() => post(`/drafting/${what}`, body)).finally(() => { waiting -= 1; });
  queue = answer.catch(() => {});
  const told = await answer;
  if (!waiting) show(told);
  return told;
}

const by = (card, count) => choose(cards[Math.min(Math.max(cards.indexOf(card) + count, 0), cards.length - 1)]);

function next(card) {
  const from = cards.indexOf(card);
  const open = [...cards.slice(from + 1), ...cards.slice(0, from)].find(one => one.dataset.verdict === '');
  if (open) choose(open);
  else say(`Everything is decided. “${byId('write').textContent}” writes the draft.`, true);
}

async function decide(card, verdict) {
  const before = card.dataset.verdict;
  mark(card, verdict);
  byId('heard').textContent = `${verdict}: ${card.querySelector('.says').textContent}`;
  next(card);
  await step('decide', { id: card.dataset.id, verdict }).catch(error => { mark(card, before); throw error; });
}

async function all(card) {
  const told = await step('decide', { kind: card.dataset.kind, verdict: 'accepted' });
  say(`Accepted all of this kind that were open; ${told.open} open.`);
  next(card);
}

async function edit(card) {
  const form = html(await getText(`/drafting/form.html?id=${encodeURIComponent(card.dataset.id)}`)).firstElementChild;
  form.addEventListener('submit', async event => {
    event.preventDefault();
    try {
      await step('edit', { id: card.dataset.id, fields: Object.fromEntries(new FormData(form)) });
      byId('dialog').close();
      choose(card);
    } catch (error) {
      form.querySelector('.form-error').textContent = error.message;
    }
  });
  dialog('Edit', form);
}

async function undo() {
  if (byId('undo').disabled) return;
  const before = new Map(cards.map(card => [card, card.dataset.verdict]));
  await step('undo', {});
  say('Taken back.');
  choose(cards.find(card => card.dataset.verdict !== before.get(card)) || current);
}

async function write(base = '') {
  try {
    await queue;
    const told = await post('/drafting/write', { base });
    location.assign(told.next);
  } catch (error) {
    if (!error.told?.rows) return complain(error);
    const button = (words, then) => {
      const made = element('button', { type: 'button' }, words);
      made.addEventListener('click', () => { byId('dialog').close(); then(); });
      return made;
    };
    dialog('The file is there already', element('p', {}, 'Nothing was written. This is what would change in it.'),
      element('p', { class: 'actions' }, button('Replace the file', () => write(error.told.mark)),
        button('Leave it as it is', () => {})), unsaved.differing(error.told.rows));
  }
}

const keys = () => dialog('Keys in the list', byId('key-list').content.cloneNode(true));
const DO = { y: card => decide(card, 'accepted'), n: card => decide(card, 'rejected'), e: edit, a: all };
const GO = {
  s: card => by(card, 1), b: card => by(card, -1), ArrowDown: card => by(card, 1), ArrowUp: card => by(card, -1),
  w: card => choose(card, { at: place + 1 }), u: undo, q: () => byId('write').focus(), '?': keys,
};

function act(key, card) {
  const work = GO[key] || (asked(card) && DO[key]);
  if (work) Promise.resolve(work(card)).catch(complain);
  return Boolean(work);
}

box.addEventListener('keydown', event => {
  const card = event.target.closest('.proposal');
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  const key = modified ? { z: 'u' }[event.key] : event.key;
  if (card && act(key, card)) event.preventDefault();
});
box.addEventListener('click', event => {
  const card = event.target.closest('.proposal');
  const button = event.target.closest('button');
  if (!card) return;
  if (card !== current || !button) choose(card, { scroll: !button });
  if (button) act(button.dataset.do, card);
});
box.addEventListener('focusin', event => {
  if (event.target.matches('.proposal') && event.target !== current) choose(event.target, { focus: false });
});

article.addEventListener('click', event => {
  // Of the passages over these words the shortest comes first, with the next click the next longer.
  const over = [];
  for (let one = event.target.closest('a.m'); one; one = one.parentElement.closest('.m')) over.push(one);
  if (!over.length) return;
  event.preventDefault();
  const piece = over[(over.findIndex(one => one.dataset.card === current?.dataset.card) + 1) % over.length];
  const card = byId(`card-${piece.dataset.card}`);
  const before = passages(card).filter(one => one === piece || one.compareDocumentPosition(piece) & 4);
  choose(card, { at: Math.max(before.length - 1, 0), scroll: false });
});
article.addEventListener('keydown', event => {
  const count = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const link = count && links[Math.max(links.indexOf(document.activeElement) + count, 0)];
  if (!link) return;
  event.preventDefault();
  link.focus({ preventScroll: true });
  into(link);
});
links.forEach(link => { link.tabIndex = -1; });

for (const button of document.querySelectorAll('[data-show]')) {
  button.addEventListener('click', () => {
    const off = article.classList.toggle(`no-${button.dataset.show}`);
    button.setAttribute('aria-pressed', String(!off));
  });
}
byId('undo').addEventListener('click', () => undo().catch(complain));
byId('write').addEventListener('click', () => write());
byId('keys').addEventListener('click', keys);
cards.filter(card => card.dataset.verdict === 'rejected').forEach(card => mark(card, 'rejected'));
if (cards.length) choose(cards.find(card => card.dataset.verdict === '') || cards[0]);
if (document.body.dataset.mark) await unsaved.begin().catch(complain);
document.body.dataset.ready = 'yes';
