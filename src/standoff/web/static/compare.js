// Two crises or two days side by side, and one crisis from day to day.
import { getText } from './net.js';
import * as address from './address.js';
import * as charts from './charts.js';
import * as draft from './draft.js';
import * as replay from './replay.js';
import { byId, element, html, say } from './page.js';

let stopper;

async function compare() {
  stopper?.abort();
  stopper = new AbortController();
  const box = byId('beside');
  const asked = { with: byId('with').value, with_as_of: byId('with-day').value };
  if (!asked.with && !asked.with_as_of) return say('Choose another crisis, or a day.');
  for (const level of ['quick', 'full']) {
    box.classList.add('stale');
    box.setAttribute('aria-busy', 'true');
    try {
      const text = await getText(`/beside.html?${address.query({ ...asked, level })}`, stopper.signal);
      box.replaceChildren(html(text));
      charts.enliven('side-by-side', box, level);
      box.querySelectorAll('.figure-tools').forEach(one => one.remove());
      const path = form => `/beside.${form}?${address.query({ ...asked, level })}`;
      box.append(element('p', { class: 'figure-tools' }, element('a', { href: path('csv'), download: '' }, 'CSV'), element('a', { href: path('json') }, 'JSON')));
      box.classList.remove('stale');
      box.dataset.level = level;
    } catch (error) {
      if (error.name === 'AbortError') return;
      box.replaceChildren(element('p', { class: 'callout callout-warning' }, error.message));
      box.classList.remove('stale');
    }
    box.setAttribute('aria-busy', 'false');
  }
}

byId('compare-form')?.addEventListener('submit', event => { event.preventDefault(); compare(); });
await draft.begin().catch(error => say(error.message));
const place = byId('replay-box');
if (place && !await replay.build(place).catch(error => { say(error.message); return false; })) byId('replay').hidden = true;
