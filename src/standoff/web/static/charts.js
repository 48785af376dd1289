// Drawings that answer: a band at a time, tables and pictures to take along, links to lines.
import { get } from './net.js';
import * as address from './address.js';
import { byId, download, element, pressable, say, words } from './page.js';

export function enliven(name, box, level) {
  const figures = [...box.querySelectorAll('figure')];
  figures.forEach((figure, i) => tools(figure, name, i + 1, level));
  for (const svg of box.querySelectorAll('svg.chart')) {
    svg.querySelectorAll('.plot > .series[data-key]').forEach(one => choosable(svg, one));
  }
  links(box);
}

function choosable(svg, series) {
  const key = series.dataset.key;
  const label = svg.querySelector(`.label[data-key="${CSS.escape(key)}"]`);
  series.setAttribute('aria-pressed', 'false');
  const choose = () => {
    const was = series.getAttribute('aria-pressed') === 'true';
    svg.querySelectorAll('.series[aria-pressed]').forEach(s => s.setAttribute('aria-pressed', 'false'));
    series.setAttribute('aria-pressed', String(!was));
    svg.classList.toggle('choosing', !was);
  };
  pressable(series, label ? words(label) : key, choose);
  if (label) {
    label.addEventListener('click', choose);
    label.addEventListener('pointerenter', () => series.classList.add('pointed'));
    label.addEventListener('pointerleave', () => series.classList.remove('pointed'));
  }
}

function tools(figure, name, number, level) {
  const drawn = figure.querySelector('svg.chart');
  const with_level = address.query({ level });
  const row = element('p', { class: 'figure-tools' });
  if (drawn) {
    const path = `/part/${name}/figure-${number}.svg?${with_level}`;
    const png = element('button', { type: 'button' }, 'PNG');
    png.addEventListener('click', () => picture(path, `${name}-${number}.png`));
    row.append(element('a', { href: path, download: `${name}-${number}.svg` }, 'SVG'), png);
  }
  row.append(element('a', { href: `/part/${name}.csv?${with_level}`, download: '' }, 'CSV'),
    element('a', { href: `/part/${name}.json?${with_level}` }, 'JSON'));
  figure.append(row);
}

async function picture(path, name) {
  // A picture has a white ground, so it takes the light colours whatever the page's are.
  const text = (await (await get(path)).text()).replace(/@media[^{]*dark\)\s*\{:root\{[^}]*\}\}/, '');
  const image = new Image();
  const source = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = () => reject(new Error('the drawing cannot be made a picture'));
      image.src = source;
    });
    const canvas = element('canvas', { width: image.width * 2, height: image.height * 2 });
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise(resolve => { canvas.toBlob(resolve, 'image/png'); });
    download(blob, name);
  } catch (error) {
    say(error.message);
  } finally {
    URL.revokeObjectURL(source);
  }
}

function links(box) {
  // `crisis.yaml:12` in a table leads to the line.
  for (const code of box.querySelectorAll('td code')) {
    const line = /^[^\s:]+:(\d+)$/.exec(code.textContent);
    if (!line) continue;
    const link = element('a', { href: `/file?line=${line[1]}` });
    code.replaceWith(link);
    link.append(code);
  }
}

export function fold() {
  // Where the contents have no column of their own they are a line that unfolds.
  if (!matchMedia('(max-width: 91.99rem)').matches) return;
  const box = byId('contents-fold');
  box.open = false;
  box.addEventListener('click', event => { if (event.target.matches('a')) box.open = false; });
}

export function contents() {
  const list = byId('contents');
  if (!list) return;
  const heads = [...document.querySelectorAll('#parts section.body > h2, #parts section.appendix > h2')];
  list.replaceChildren(...heads.map(head => element('li', {},
    element('a', { href: `#${head.parentElement.id}` }, head.textContent))));
}
