// How figures look. Everything that comes from outside goes into text nodes and attributes, never into markup.

/** Milliseconds as people say them: `42 s`, `3:07`, `1 h 05`. */
export function duration(ms) {
  if (ms === null || ms === undefined) return '–';
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
}

export function percent(part) {
  return part === null || part === undefined ? '–' : `${Math.round(part * 100)} %`;
}

/** How urgent a queue is: by the one who waits longest, or by how many wait for each free agent. */
export function levelOf({ waiting, longestWaitMs, agents }) {
  if (waiting === 0) return 'ok';
  if ((longestWaitMs ?? 0) > 180_000 || (agents.idle === 0 && waiting >= 8)) return 'bad';
  if ((longestWaitMs ?? 0) > 60_000 || waiting > agents.idle) return 'warning';
  return 'ok';
}

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('data-') || key.startsWith('aria-') || key === 'role' || key === 'scope') {
      made.setAttribute(key, value);
    } else made[key] = value;
  }
  made.append(...children);
  return made;
}

const STATES = [
  ['interacting', 'interacting', 'in conversation'],
  ['idle', 'idle', 'free'],
  ['notResponding', 'not-responding', 'not responding'],
];

function agentBar(agents) {
  const text = STATES.map(([key, , label]) => `${agents[key]} ${label}`).join(', ');
  const parts = STATES.filter(([key]) => agents[key] > 0).map(([key, className]) => {
    const part = element('span', { className, textContent: String(agents[key]) });
    part.style.flexGrow = String(agents[key]);
    return part;
  });
  return element(
    'div',
    { className: 'agents', role: 'img', 'aria-label': text, title: text },
    ...parts,
  );
}

/** So that one more caller does not look like a storm. */
const LEAST_SCALE = 6;

/** A line of the last polls; its scale is the queue's own, from zero. */
function trendLine(trend) {
  const svgNamespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(svgNamespace, 'svg');
  const top = Math.max(LEAST_SCALE, ...trend);
  const last = Math.max(1, trend.length - 1);
  const points = trend.map((value, i) => `${(i / last) * 100} ${30 - (value / top) * 28}`);
  svg.setAttribute('class', 'trend');
  svg.setAttribute('viewBox', '0 0 100 31');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  svg.setAttribute(
    'aria-label',
    `waiting, from ${trend[0] ?? 0} to ${trend.at(-1) ?? 0}, at most ${Math.max(0, ...trend)}`,
  );
  if (points.length < 2) return svg;
  for (const [className, d] of [
    ['area', `M0 30L${points.join('L')}L100 30Z`],
    ['', `M${points.join('L')}`],
  ]) {
    const path = document.createElementNS(svgNamespace, 'path');
    if (className) path.setAttribute('class', className);
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/** One row of the table; on a phone, one card. */
export function queueRow(queue) {
  const cell = (label, className, ...children) =>
    element('td', { className, 'data-label': label }, ...children.map((child) => child));
  const low = queue.serviceLevel !== null && queue.serviceLevel < 0.8 ? ' low' : '';
  return element(
    'tr',
    { 'data-level': levelOf(queue) },
    element('th', { scope: 'row', textContent: queue.name }),
    cell('Waiting', 'number waiting', String(queue.waiting)),
    cell('Longest wait', 'number longest', duration(queue.longestWaitMs)),
    cell('In conversation', 'number', String(queue.interacting)),
    cell('Agents', 'bar', agentBar(queue.agents)),
    cell('Answered in time', `number${low}`, percent(queue.serviceLevel)),
    cell('Waiting, trend', 'line', trendLine(queue.trend)),
  );
}
