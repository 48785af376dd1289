// Since last time: what moved since this browser last saw the crisis, and which signal did it.
import { getJson } from './net.js';
import * as address from './address.js';
import * as store from './store.js';
import { percent } from './curves.js';
import { byId, element } from './page.js';

const TOLD = 0.005;
let before;

export async function compare(level) {
  if (address.query() || before === null && level === 'quick') return;
  const now = await getJson(`/outlook.json?${address.query({ level })}`);
  if (before === undefined) before = store.recall('seen');
  const box = byId('since');
  if (before && before.hash !== now.hash) await tell(box, now);
  if (level === 'full') {
    const pushes = await known();
    store.remember('seen', { at: Date.now(), hash: now.hash, scenarios: now.scenarios, signals: Object.keys(pushes) });
  }
}

const known = async () => (await getJson(`/signals.json?${address.query()}`).catch(() => ({ pushes: {} }))).pushes;

async function tell(box, now) {
  const moved = Object.entries(now.scenarios)
    .filter(([name]) => before.scenarios[name])
    .map(([name, one]) => [one, one.probability - before.scenarios[name].probability])
    .filter(([, change]) => Math.abs(change) >= TOLD)
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  const pushes = await known();
  const fresh = Object.entries(pushes).filter(([id]) => !before.signals.includes(id))
    .sort((a, b) => Math.abs(b[1].change) - Math.abs(a[1].change));
  const items = moved.slice(0, 4).map(([one, change]) => element('li', {},
    element('strong', { class: `t-${one.tone}` }, one.title),
    `: ${percent(before.scenarios[Object.keys(now.scenarios).find(n => now.scenarios[n] === one)].probability)} → ${percent(one.probability)} (${change > 0 ? '+' : '−'}${Math.round(100 * Math.abs(change))})`));
  const signals = fresh.slice(0, 3).map(([id, push]) => element('li', {}, 'New signal ', element('code', {}, id), `: ${push.told} points on the leading scenario`));
  box.replaceChildren(element('h2', {}, `Since ${new Date(before.at).toLocaleDateString()}`),
    items.length || signals.length ? element('ul', {}, ...items, ...signals)
      : element('p', {}, 'The file changed; no scenario moved by half a point.'));
  box.hidden = false;
}
