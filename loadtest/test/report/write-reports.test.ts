import { readdirSync, readFileSync } from 'node:fs';
import { requireFolder } from '@onetoken/report-kit';
import { tempDir } from '@onetoken/test-kit';
import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { expiry } from '../../src/experiments/expiry.ts';
import { tokenPerCall } from '../../src/experiments/token-per-call.ts';
import { tokenPerPod } from '../../src/experiments/token-per-pod.ts';
import { writeReports } from '../../src/report/write-reports.ts';
import { evidenceOf, labRun, resultOf } from '../observed.ts';

const void_ = resultOf(evidenceOf({ load: { droppedIterations: 4 } }), tokenPerCall);
const brokenOff = { ...resultOf(undefined, expiry), observed: undefined };
const lab = labRun(
  [resultOf(), void_, resultOf(evidenceOf({ stats: { tokenRequests: 3 } }))],
  [{ experiment: expiry, because: 'it <must> not' }],
);
const changes = [{ experiment: 'shared', figure: 'tokenRequests', before: 1, now: 3 }];
const report = { lab, changes, environment: 'Node 24, on paper' };

async function written() {
  const dir = tempDir('report-');
  await requireFolder(`${dir.path}/new`);
  const page = await writeReports(`${dir.path}/new`, report);
  const read = (name: string) => readFileSync(`${dir.path}/new/${name}`, 'utf8');
  return { dir, page, read, [Symbol.dispose]: () => dir[Symbol.dispose]() };
}

it('writes a page for people, and the same for programs', async () => {
  using it = await written();
  expect(readdirSync(`${it.dir.path}/new`).toSorted()).toEqual([
    'junit.xml',
    'report.html',
    'report.json',
    'report.md',
  ]);
  expect(it.page).toMatch(/report\.html$/);
});

it('tells a CI system broken claims as failures, void runs as errors, the rest as skipped', async () => {
  using it = await written();
  const { document } = parseHTML(it.read('junit.xml'));
  const suite = document.querySelector('testsuite');
  const counts = ['tests', 'failures', 'errors', 'skipped'].map((name) =>
    suite?.getAttribute(name),
  );
  expect(counts).toEqual(['4', '1', '1', '1']);
  expect(document.querySelector('failure')?.getAttribute('message')).toBe('token requests 3 (= 1)');
  expect(it.read('junit.xml')).toContain('it &lt;must&gt; not');
});

it('writes JUnit that is XML, whatever a process has printed before its end', async () => {
  using dir = tempDir('report-');
  const said = 'pod 2 ended:\n\u001b[31mno\u0000 "room" <&> \ud800 left\u001b[0m';
  const verdict = { outcome: 'inconclusive', invalidReasons: [said], checks: [] } as const;
  await writeReports(dir.path, { ...report, lab: labRun([{ experiment: expiry, verdict }]) });
  const xml = readFileSync(`${dir.path}/junit.xml`, 'utf8');
  expect(xml).toContain('no &quot;room&quot; &lt;&amp;&gt;  left');
  expect(xml.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\ufffd]/u);
});

it('puts worst first in the headline, and links each claim to its section', async () => {
  using it = await written();
  const { document } = parseHTML(it.read('report.html'));
  expect(document.querySelector('h1')?.textContent).toBe(
    '1 of 3 claims about the token did not hold',
  );
  for (const link of document.querySelectorAll('.claims a')) {
    expect(document.querySelector(String(link.getAttribute('href')))).not.toBeNull();
  }
  expect(it.read('report.html')).toContain('shared: tokenRequests was 1, is 3');
});

it('tells the three habits in a sentence, once all of them were run', async () => {
  using dir = tempDir('report-');
  const runs = [
    resultOf(evidenceOf({ stats: { tokenRequests: 60, throttled: 30 } }), tokenPerCall),
    resultOf(evidenceOf({ stats: { tokenRequests: 3 } }), tokenPerPod),
    resultOf(),
  ];
  const html = readFileSync(await writeReports(dir.path, { ...report, lab: labRun(runs) }), 'utf8');
  expect(html).toContain(
    'made 60 token requests, of which the login refused 30; pods that keep a token each made 3; pods that share one made 1.',
  );
});

it('needs nothing from outside, and no script', async () => {
  using it = await written();
  const html = it.read('report.html');
  expect(html).not.toMatch(/<script|<link|src=|@import|url\(/);
  expect(html).not.toMatch(/NaN|Infinity|undefined/);
});

it('keeps the evidence in the JSON', async () => {
  using it = await written();
  const { experiments, skipped, changedSinceBaseline } = JSON.parse(it.read('report.json'));
  expect(experiments[0]).toMatchObject({
    name: 'shared',
    outcome: 'passed',
    evidence: { load: {} },
  });
  expect(skipped).toEqual([{ letter: 'D', name: 'expiry', because: 'it <must> not' }]);
  expect(changedSinceBaseline).toEqual(changes);
});

it('shows an experiment that broke off without a chart', async () => {
  using dir = tempDir('report-');
  const { observed: _, ...unseen } = brokenOff;
  const verdict = {
    outcome: 'inconclusive',
    invalidReasons: ['pod 2 ended'],
    checks: [],
  } as const;
  const one = labRun([{ ...unseen, verdict }]);
  await writeReports(dir.path, { ...report, lab: one, changes: undefined });
  const html = readFileSync(`${dir.path}/report.html`, 'utf8');
  expect(html).toContain('Nothing can be concluded: pod 2 ended.');
  expect(html).not.toContain('<svg');
});
