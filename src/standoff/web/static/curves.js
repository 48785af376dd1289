// Moving the curves of a drawing without asking for a new one: by as much as other curves move.

const numbers = text => text.split(' ').map(Number);

export function between(places, curves, place) {
  // Curves at a place, by straight lines between the places where they are known.
  const known = places.map((p, i) => [p, curves[i]]).filter(([, c]) => c);
  if (known.length < 2) return null;
  const after = Math.max(1, known.findIndex(([p]) => p >= place));
  const [[low, first], [high, second]] = [known[after - 1], known[after]];
  const share = (place - low) / (high - low);
  const made = {};
  for (const name of Object.keys(first)) {
    if (second[name]) made[name] = first[name].map((v, i) => v + share * (second[name][i] - v));
  }
  return made;
}

export function moved(shown, from, to) {
  // What is shown, moved by the difference between two answers, and kept between 0 and 1.
  const made = {};
  for (const [name, values] of Object.entries(shown)) {
    if (!from[name] || !to[name]) continue;
    made[name] = values.map((v, i) => Math.min(1, Math.max(0, v + to[name][i] - from[name][i])));
  }
  return made;
}

export function percent(value) {
  const whole = Math.round(100 * value);
  if (whole <= 0) return value > 0 ? '<1%' : '0%';
  if (whole >= 100) return value < 1 ? '>99%' : '100%';
  return `${whole}%`;
}

export function points(change) {
  const size = Math.abs(change);
  return size < 0.0005 ? '' : ` (${change > 0 ? '+' : '−'}${size < 0.005 ? '<1' : Math.round(100 * size)})`;
}

export function redraw(svg, curves, months) {
  const plot = svg.querySelector('.plot[data-x]');
  if (!plot) return;
  const [low, high, left, right] = numbers(plot.dataset.x);
  const [floor, ceiling, bottom, top] = numbers(plot.dataset.y);
  const x = m => left + (m - low) / (high - low) * (right - left);
  const y = v => Math.max(4, bottom + (v - floor) / (ceiling - floor) * (top - bottom));
  for (const group of plot.querySelectorAll('.series[data-key]')) {
    const values = curves[group.dataset.key];
    if (!values) continue;
    const span = months / (values.length - 1);
    const points = values.map((v, i) => `${x(i * span).toFixed(1)} ${y(v).toFixed(1)}`);
    group.querySelector('.curve').setAttribute('d', `M${points.join('L')}`);
    group.querySelector('circle').setAttribute('cy', y(values.at(-1)).toFixed(1));
    const band = group.querySelector('.band');
    if (band) band.classList.add('outdated');
  }
  for (const label of plot.querySelectorAll('.label[data-key]')) {
    const values = curves[label.dataset.key];
    const told = label.querySelector('.value');
    if (values && told) told.textContent = percent(values.at(-1));
  }
}
