import { element } from './dom.js';

const SHOWN = 40;

/** The newest requests first. */
export function drawRequests(body, empty, requests) {
  const shown = requests.slice(-SHOWN).reverse();
  body.replaceChildren(...shown.map(row));
  empty.hidden = shown.length > 0;
}

function row(request) {
  const { at, clientId, method, path, status, outcome, reason, faults, token, tookMs } = request;
  const isGood = outcome === 'ok' || outcome === 'issued';
  const why = [reason, ...faults].filter(Boolean).join(', ');
  const wide = (text, more = '') => element('td', { className: `wide${more}`, text });
  return element(
    'tr',
    {},
    element('td', { text: new Date(at).toISOString().slice(11, 23) }),
    wide(clientId),
    element('td', { text: `${method} ${path}` }),
    element('td', { className: isGood ? 'good' : 'bad', text: `${status || '–'} ${outcome}` }),
    wide(why),
    wide(token ?? ''),
    wide(Math.round(tookMs), ' num'),
  );
}
