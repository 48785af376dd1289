// Since last time: what moved since this browser last saw the crisis, and which signal did it.
import { getJson, post } from './net.js';
import * as address from './address.js';
import * as store from './store.js';
import { byId, element, html } from './page.js';

let before;

export async function compare(level) {
  if (address.query() || before === null && level === 'quick') return;
  const now = await getJson(`/seen.json?level=${level}`);
  if (before === undefined) before = store.recall('seen');
  const box = byId('since');
  if (before && before.hash !== now.hash) {
    const { told } = await post(`/since?level=${level}`, before);
    box.replaceChildren(element('h2', {}, `Since ${new Date(before.at).toLocaleDateString()}`), html(told));
    box.hidden = false;
  }
  if (level === 'full') store.remember('seen', { at: Date.now(), ...now });
}
