import { element } from './dom.js';

const FIGURES = [
  ['Peak a min', 'peakPerMinute'],
  ['Issued', 'tokensIssued'],
  ['Throttled', 'throttled', true],
  ['Refused', 'rejected', true],
  ['Duplicates', 'earlyDuplicates', true],
  ['Leaks', 'secretLeaks', true],
  ['API calls', 'apiCalls'],
  ['API ok', 'apiOk'],
  ['401', 'api401', true],
  ['429', 'api429', true],
];

/** One card per client: how near it is to the limit, then its figures; what is wrong stands out. */
export function drawClients(holder, clients, limit) {
  holder.replaceChildren(...clients.map((client) => card(client, limit)));
}

function card({ id, state, perMinute, counters }, limit) {
  const over = limit !== null && perMinute > limit;
  const share = limit === null ? 0 : Math.min(100, (perMinute / limit) * 100);
  const meter = element('div', {
    className: `meter${over ? ' over' : ''}`,
    role: 'meter',
    'aria-label': `token requests of ${id} in the last minute`,
    'aria-valuemin': 0,
    'aria-valuemax': limit ?? perMinute,
    'aria-valuenow': perMinute,
  });
  const bar = document.createElement('i');
  bar.style.width = `${share}%`;
  meter.append(bar);
  const title = element('h3', { text: id });
  if (state !== 'active') title.append(' ', element('span', { className: 'tag', text: state }));
  const now =
    limit === null ? `${perMinute} a minute, no limit` : `${perMinute} of ${limit} a minute`;
  return element(
    'article',
    { className: 'card' },
    title,
    meter,
    element(
      'p',
      { className: `note${over ? ' bad' : ''}` },
      element('b', { text: now }),
      ` · ${counters.tokenRequests} in all`,
    ),
    figures(counters),
  );
}

function figures(counters) {
  const list = element('dl');
  for (const [label, field, isBad] of FIGURES) {
    const value = counters[field];
    list.append(
      element('dt', { text: label }),
      element('dd', { text: value, className: isBad && value > 0 ? 'bad' : '' }),
    );
  }
  return list;
}
