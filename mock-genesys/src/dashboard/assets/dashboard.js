import { drawClients } from './clients.js';
import { connectControls, drawClock, drawFaults, drawLimits } from './controls.js';
import { byId, fillSelect } from './dom.js';
import { drawRequests } from './requests.js';
import { drawTimeline } from './timeline.js';

const POLL_MS = 1_000;
let isPaused = false;

async function refresh() {
  try {
    const query = new URLSearchParams();
    const clientId = byId('timeline-client').value;
    if (clientId) query.set('clientId', clientId);
    if (byId('surface').value) query.set('surface', byId('surface').value);
    const response = await fetch(`overview?${query}`);
    if (!response.ok) throw new Error(`status ${response.status}`);
    draw(await response.json());
    showLink(true);
  } catch {
    showLink(false);
  }
}

function draw(overview) {
  const { clock, limits, clients, timeline, requests, faults, alerts } = overview;
  const ids = clients.map(({ id }) => id);
  const loginLimit = limits.loginPerClient;
  byId('now').textContent =
    `${new Date(clock.now).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  byId('clock-kind').textContent =
    clock.kind === 'accelerated' ? `accelerated × ${clock.factor}` : clock.kind;
  byId('limit-note').textContent = loginLimit?.observeOnly ? 'The limit is observed only.' : '';
  drawClients(byId('clients'), clients, loginLimit?.limit ?? null);
  drawTimeline(byId('timeline'), timeline, clock.now);
  if (!isPaused) drawRequests(byId('requests'), byId('no-requests'), requests);
  drawFaults(byId('faults'), faults);
  drawLimits(byId('limits-form'), limits);
  fillSelect(byId('timeline-client'), ['', ...ids], (id) => id || 'all');
  fillSelect(byId('revoke-client'), ids);
  byId('alerts').textContent = alerts;
  drawClock(byId('clock-form'), clock);
}

function showLink(isOn) {
  byId('link').className = `dot ${isOn ? 'on' : 'off'}`;
  const text = isOn ? 'live' : 'connection lost';
  if (byId('link-text').textContent !== text) byId('link-text').textContent = text;
}

function connectView() {
  for (const id of ['timeline-client', 'surface']) byId(id).addEventListener('change', refresh);
  byId('pause').addEventListener('click', ({ target }) => {
    isPaused = !isPaused;
    target.setAttribute('aria-pressed', String(isPaused));
    target.textContent = isPaused ? 'Resume' : 'Pause';
  });
}

connectView();
connectControls(refresh);
await refresh();
setInterval(() => {
  if (document.visibilityState === 'visible') void refresh();
}, POLL_MS);
