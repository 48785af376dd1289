// The workbench: every part, the panel, the ledger, and what makes the drawings answer.
import * as actors from './actors.js';
import * as address from './address.js';
import * as charts from './charts.js';
import * as draft from './draft.js';
import * as ledger from './ledger.js';
import * as parts from './parts.js';
import * as reasons from './reasons.js';
import * as replay from './replay.js';
import * as share from './share.js';
import * as since from './since.js';
import * as states from './states.js';
import * as whatif from './whatif.js';
import { element, say } from './page.js';

const AHEAD = 3;
const told = error => say(error.message);

parts.onPart((name, box, level) => {
  charts.enliven(name, box, level);
  states.enliven(box);
  actors.enliven(box);
  reasons.enliven(box);
  charts.contents();
  if (name === 'signals' && !box.classList.contains('stale')) days(box, level);
  if (name === 'scenarios' && !box.classList.contains('stale')) ledger.push(level);
});
parts.onDone(() => {
  since.compare(parts.level()).catch(told);
  document.body.dataset.ready = 'yes';
  const box = document.querySelector('.slot[data-part="drivers"]');
  if (box) aheadOf(reasons.strongest(box));
});

async function days(box, level) {
  const figure = [...box.querySelectorAll('figure')].find(one => one.querySelector('.tick'));
  if (!figure) return;
  const place = element('div', { class: 'replay' });
  figure.after(place);
  const made = await replay.build(place, [...figure.querySelectorAll('svg.chart')], level).catch(() => false);
  if (!made) place.remove();
}

async function aheadOf(keys) {
  // What moves the answer most is what will be moved first.
  const names = keys.map(key => document.querySelector(`#whatif .slider[data-key="${CSS.escape(key)}"]`)?.dataset.name);
  for (const name of names.filter(Boolean).slice(0, AHEAD)) await whatif.ahead(name);
}

address.onMove(() => { delete document.body.dataset.ready; });
actors.begin();
charts.fold();
whatif.begin();
ledger.begin();
parts.begin();
share.begin();
await draft.begin().catch(told);
address.tell();
document.body.dataset.wired = 'yes';
