import { element } from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [1000, 170, 34, 20, 8];
const SLOTS = 60;
const SPAN_MS = 300_000;

function shape(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Sums slices into equal slots of the last five minutes. */
export function slotsOf(slices, now) {
  const slotMs = SPAN_MS / SLOTS;
  const end = Math.ceil((now + 1) / slotMs) * slotMs;
  const slots = Array.from({ length: SLOTS }, () => ({ issued: 0, throttled: 0, calls: 0 }));
  for (const slice of slices) {
    const slot = slots[SLOTS - Math.ceil((end - slice.at) / slotMs)];
    if (!slot) continue;
    slot.throttled += slice.throttled;
    slot.issued += slice.tokenRequests - slice.throttled;
    slot.calls += slice.apiCalls;
  }
  return slots;
}

/** Bars of token requests, and a line of API calls on a separate scale. */
export function drawTimeline(holder, slices, now) {
  const slots = slotsOf(slices, now);
  const most = Math.max(1, ...slots.map(({ issued, throttled }) => issued + throttled));
  const mostCalls = Math.max(1, ...slots.map(({ calls }) => calls));
  const sum = (field) => slots.reduce((total, slot) => total + slot[field], 0);
  const svg = shape('svg', {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': `Last five minutes: ${sum('issued')} token requests answered, ${sum('throttled')} throttled, ${sum('calls')} API calls`,
  });
  const plot = HEIGHT - BOTTOM - TOP;
  const slotWidth = (WIDTH - LEFT) / SLOTS;
  const y = (share) => TOP + plot * (1 - share);
  svg.append(shape('line', { class: 'axis', x1: LEFT, x2: WIDTH, y1: y(0), y2: y(0) }));
  svg.append(shape('line', { class: 'axis', x1: LEFT, x2: WIDTH, y1: y(1), y2: y(1) }));
  slots.forEach(({ issued, throttled }, index) => {
    const x = LEFT + index * slotWidth + 1;
    const bar = (className, from, count) => {
      if (count === 0) return;
      const height = (plot * count) / most;
      const top = y(from / most) - height;
      svg.append(shape('rect', { class: className, x, y: top, width: slotWidth - 2, height }));
    };
    bar('issued', 0, issued);
    bar('throttled', issued, throttled);
  });
  const points = slots.map(
    ({ calls }, index) => `${LEFT + (index + 0.5) * slotWidth},${y(calls / mostCalls)}`,
  );
  svg.append(
    shape('polyline', {
      class: 'calls',
      points: points.join(' '),
      'vector-effect': 'non-scaling-stroke',
    }),
  );
  holder.replaceChildren(svg, legend(most, mostCalls, sum));
}

function legend(most, mostCalls, sum) {
  const entry = (className, text) =>
    element('span', {}, element('span', { className: `key ${className}` }), text);
  return element(
    'p',
    { className: 'note row' },
    entry('issued', `${sum('issued')} token requests answered`),
    entry('throttled', `${sum('throttled')} throttled`),
    entry('calls', `${sum('calls')} API calls`),
    element('span', {
      text: `five minutes, 5 s a bar; top: ${most} token requests, ${mostCalls} calls`,
    }),
  );
}
