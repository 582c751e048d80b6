import { byId, element } from './dom.js';

/** Sends a change to the admin API and says what became of it. */
async function send(method, path, body) {
  const outcome = byId('outcome');
  const refused = await fetch(path, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).then(refusalIn, () => 'the mock does not answer');
  outcome.textContent = refused === undefined ? 'Done.' : `Refused: ${refused}`;
  outcome.classList.toggle('bad', refused !== undefined);
}

async function refusalIn(response) {
  if (response.ok) return undefined;
  return (await response.json()).message ?? response.status;
}

const ACTIONS = {
  status: { kind: 'status', status: 503 },
  latency: { kind: 'latency', ms: 2_000 },
};

/** Connects the forms; `refresh` shows the new state at once. */
export function connectControls(refresh) {
  const change = async (...request) => {
    await send(...request);
    await refresh();
  };
  const onSubmit = (id, request) =>
    byId(id).addEventListener('submit', (event) => {
      event.preventDefault();
      void change(...request(new FormData(event.target)));
    });
  onSubmit('clock-form', (form) => ['PUT', 'clock', clockOf(form)]);
  onSubmit('limits-form', (form) => ['PUT', 'limits', limitsOf(form)]);
  onSubmit('fault-form', (form) => ['POST', 'faults', faultOf(form)]);
  byId('advance').addEventListener('click', ({ target }) => {
    const ms = Number(target.dataset.ms);
    if (ms) void change('POST', 'clock/advance', { ms });
  });
  byId('reset').addEventListener('click', () => void change('POST', 'reset'));
  byId('revoke').addEventListener('click', () => {
    const clientId = byId('revoke-client').value;
    void change('POST', 'tokens/revoke', { clientId });
  });
  byId('faults').addEventListener('click', ({ target }) => {
    if (target.dataset.id) void change('DELETE', `faults/${target.dataset.id}`);
  });
}

function clockOf(form) {
  const kind = form.get('kind');
  return kind === 'accelerated' ? { kind, factor: Number(form.get('factor')) } : { kind };
}

/** The limits as they were last shown. */
let shownLimits = {};

/** The limits that were given another number; what else is set of them stays. */
function limitsOf(form) {
  const changed = [...form].filter(
    ([name, value]) => Number(value) !== numberOf(shownLimits[name]),
  );
  return Object.fromEntries(
    changed.map(([name, value]) => [
      name,
      Number(value) > 0 ? { ...shownLimits[name], limit: Number(value) } : null,
    ]),
  );
}

/** A limit that is switched off shows as 0. */
function numberOf(limit) {
  return limit?.limit ?? 0;
}

function faultOf(form) {
  const kind = form.get('kind');
  const times = Number(form.get('times'));
  return {
    ...(form.get('surface') && { surface: form.get('surface') }),
    ...(times > 0 && { times }),
    percentage: Number(form.get('percentage')),
    action: ACTIONS[kind] ?? { kind },
  };
}

/** The faults in force, each with a button that removes it. */
export function drawFaults(list, faults) {
  list.replaceChildren(
    ...faults.map(({ id, surface, action, hits, times }) => {
      const text = `${action.kind} on ${surface ?? 'both'}: ${hits} hits${times ? ` of ${times}` : ''}`;
      const label = `Remove ${action.kind}`;
      const button = element('button', {
        type: 'button',
        text: 'Remove',
        'data-id': id,
        'aria-label': label,
      });
      return element('li', {}, element('span', { text }), button);
    }),
  );
}

/** Shows the clock that runs, and which buttons move it. */
export function drawClock(form, { kind, factor }) {
  for (const button of byId('advance').querySelectorAll('button')) {
    button.disabled = kind !== 'manual';
  }
  if (form.contains(document.activeElement)) return;
  form.elements.kind.value = kind;
  if (factor) form.elements.factor.value = factor;
}

/** Shows the limits in force, but never under the fingers of someone who is typing. */
export function drawLimits(form, limits) {
  if (form.contains(document.activeElement)) return;
  shownLimits = limits;
  for (const input of form.querySelectorAll('input')) input.value = numberOf(limits[input.name]);
}
