// Taking a view along: its link, its changes as YAML, a baseline to compare with, one file.
import { getText } from './net.js';
import * as address from './address.js';
import * as parts from './parts.js';
import * as saving from './saving.js';
import { byId, copy, say } from './page.js';

export function begin() {
  saving.begin();
  byId('copy-link')?.addEventListener('click', () => copy(location.href, 'The link is copied.'));
  byId('copy-patch')?.addEventListener('click', async () => {
    if (!address.changes().size) return say('Nothing is changed: the file as it is.');
    try {
      copy(await getText(`/patch.yaml?${address.query()}`), 'The changes are copied as YAML.');
    } catch (error) { say(error.message); }
  });
  byId('pin')?.addEventListener('click', () => {
    const now = [...address.changes()].map(([name, value]) => `${name}=${value}`);
    const same = now.join() === address.pinned().join();
    address.put('pin', same ? [] : now);
    say(same ? 'Unpinned: changes are compared with the file as it is.' : 'Pinned: changes are now compared with this.');
  });
  address.onMove(show);
  parts.onDone(show);
  show();
}

function show() {
  const link = byId('export');
  if (link) link.href = `/export.html?${address.query({ level: parts.level() })}`;
  const pin = byId('pin');
  if (pin) {
    const pinned = address.pinned().length > 0;
    pin.setAttribute('aria-pressed', String(pinned));
    pin.hidden = !pinned && !address.changes().size;
  }
}
