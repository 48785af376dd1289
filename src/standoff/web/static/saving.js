// The page as one file: every part as shown, waited for piece by piece, with progress and a way out.
import { get, getJson, wasStopped } from './net.js';
import * as address from './address.js';
import * as parts from './parts.js';
import { byId, download, say } from './page.js';

let stopper = null;
let more = [];

export function begin() {
  byId('export')?.addEventListener('click', event => {
    event.preventDefault();
    if (!stopper) save([]);
  });
  byId('saving-more').addEventListener('click', () => save(more));
  byId('saving-cancel').addEventListener('click', () => { if (stopper) stopper.abort(); else byId('saving').hidden = true; });
}

async function save(sliders) {
  stopper = new AbortController();
  const { signal } = stopper;
  const asked = address.query({ level: parts.level() });
  byId('saving').hidden = false;
  byId('saving-more').hidden = true;
  byId('saving-cancel').textContent = 'Cancel';
  try {
    tell('what is computed …');
    const plan = await getJson(`/export.json?${asked}`, signal);
    const pieces = [...plan.parts.map(name => `/part/${name}.html?${asked}`),
      ...sliders.flatMap(one => one.views).map(view => `/curves.json?${view}`)];
    for (const [i, path] of pieces.entries()) {
      const part = i < plan.parts.length;
      tell(part ? `section ${i + 1} of ${plan.parts.length}`
        : `place ${i + 1 - plan.parts.length} of ${pieces.length - plan.parts.length} of sliders`, i / pieces.length);
      await get(path, signal);
    }
    tell('all together …', 1);
    const answer = await get(`/export.html?${asked}`, signal);
    const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition'))[1];
    const made = await answer.blob();
    download(made, name);
    say(`Saved as ${name}, ${Math.round(made.size / 1000)} kB.`);
    more = sliders.length ? [] : plan.more;
    if (more.length) offer(more.map(one => one.label).join('; '));
    else byId('saving').hidden = true;
  } catch (error) {
    say(wasStopped(error) ? 'Nothing was saved.' : error.message);
    byId('saving').hidden = true;
  }
  stopper = null;
}

function tell(words, share) {
  const bar = byId('saving-bar');
  bar.hidden = false;
  if (share === undefined) bar.removeAttribute('value'); else bar.value = share;
  byId('saving-told').textContent = `Saving the page: ${words}`;
}

function offer(labels) {
  byId('saving-bar').hidden = true;
  byId('saving-told').textContent = `Saved without sliders that are not computed yet: ${labels}.`;
  byId('saving-more').hidden = false;
  byId('saving-cancel').textContent = 'Close';
}
