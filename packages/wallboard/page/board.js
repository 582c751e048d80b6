import { duration, percent, queueRow } from './draw.js';

const byId = (id) => document.getElementById(id);
const say = (id, text, health) => {
  const target = byId(id);
  if (target.textContent !== text) target.textContent = text;
  if (health) target.dataset.health = health;
};

let view; // the newest message
let skewMs = 0; // the pod's clock minus this one's
let sort = { key: 'waiting', direction: -1 };

const now = () => Date.now() + skewMs;

function compare(a, b) {
  const [x, y] = [a[sort.key], b[sort.key]];
  const order = typeof x === 'string' ? x.localeCompare(y) : (x ?? -1) - (y ?? -1);
  return order * sort.direction || a.name.localeCompare(b.name);
}

function drawBoard({ queues }) {
  byId('queues').replaceChildren(...[...queues].sort(compare).map(queueRow));
  const sum = (of) => queues.reduce((total, queue) => total + of(queue), 0);
  const levels = queues.flatMap(({ serviceLevel }) => serviceLevel ?? []);
  const waits = queues.flatMap(({ longestWaitMs }) => longestWaitMs ?? []);
  say('total-waiting', String(sum((queue) => queue.waiting)));
  say('total-longest', waits.length > 0 ? duration(Math.max(...waits)) : '–');
  say('total-interacting', String(sum((queue) => queue.interacting)));
  say('total-idle', String(sum((queue) => queue.agents.idle)));
  say(
    'total-service',
    levels.length > 0 ? percent(levels.reduce((a, b) => a + b) / levels.length) : '–',
  );
}

function drawStatus() {
  const { status, board } = view;
  const { token } = status;
  say(
    'status-token',
    token ? `${duration(now() - token.issuedAt)} old` : 'none',
    token ? 'ok' : 'warning',
  );
  const refreshIn = token ? token.refreshAt - now() : 0;
  say('status-refresh', token ? (refreshIn > 0 ? `in ${duration(refreshIn)}` : 'due') : '–');
  say('status-by', status.refreshedBy ?? '–');
  for (const part of ['login', 'cache', 'api'])
    say(`status-${part}`, status[part].text, status[part].health);
  say('status-read', board ? `${board.readBy}, ${duration(now() - board.at)} ago` : '–');
  say('status-pod', status.pod);
}

function tick() {
  const time = new Date(now());
  say(
    'clock',
    time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  );
  if (!view) return;
  drawStatus();
  const isStale = !view.board || now() - view.board.at > view.staleAfterMs;
  document.body.toggleAttribute('data-stale', isStale);
}

function show(message) {
  view = message;
  skewMs = message.now - Date.now();
  if (message.board) drawBoard(message.board);
  tick();
}

function connect() {
  const events = new EventSource('api/board/events');
  events.onopen = () => say('connection', 'live', 'ok');
  events.onmessage = ({ data }) => show(JSON.parse(data));
  events.onerror = () => {
    say('connection', 'connection lost, trying again …', 'bad');
    // A browser gives up for good when the answer was an error; then we try ourselves.
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, 3_000);
  };
}

for (const button of document.querySelectorAll('[data-sort]')) {
  button.addEventListener('click', () => {
    const key = button.dataset.sort;
    const first = key === 'name' ? 1 : -1;
    sort = { key, direction: sort.key === key ? -sort.direction : first };
    for (const header of document.querySelectorAll('th[aria-sort]')) {
      const isSorted = header.contains(button);
      header.setAttribute(
        'aria-sort',
        isSorted ? (sort.direction > 0 ? 'ascending' : 'descending') : 'none',
      );
    }
    if (view?.board) drawBoard(view.board);
  });
}

connect();
tick();
setInterval(tick, 1_000);
