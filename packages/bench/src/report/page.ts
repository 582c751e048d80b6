import type { RunEnvironment } from './environment.ts';
import type { Report } from './report.ts';
import { asMarkdown } from './table.ts';
import { observations, tablesOf } from './tables.ts';

/** The Markdown page of a run. The plots are in the same folder. */
export function pageOf(report: Report): string {
  const { environment: where } = report;
  const [promises, hotPath, ...others] = tablesOf(report).map(asMarkdown);
  return [
    '# onetoken compared with its peers',
    '',
    `Written by \`pnpm bench\`, not by hand. ${where.date.slice(0, 10)}, ${machine(where)}`,
    '',
    'All contestants get their tokens from the same fake token endpoint on loopback, which counts every request. Each',
    'runs in separate processes, set up as its documentation says. Choices of the caller are made as a careful',
    'user would make them: refresh 5 minutes before expiry, a deadline on the token request, no secret in an error.',
    '',
    promises,
    hotPath,
    '![One awaited call per contestant, with the floor](hot-path.svg)',
    '',
    '![Token requests of a cold fleet per contestant](token-requests.svg)',
    '',
    ...others,
    contestants(report),
    '# What was seen in the behaviour tests',
    '',
    ...observations(report).map(asMarkdown),
    '# What this does not show',
    '',
    ...LIMITS.map((limit) => `- ${limit}`),
    '',
  ].join('\n');
}

const LIMITS = [
  'Nanoseconds on a shared machine: read ratios within one run, not figures across runs.',
  'Several contestants are made for other clouds. Where one cannot do the client-credentials grant or share a token, the table says so; it is not a fault of theirs.',
  'The login is a fake with a fixed latency. How often the real one throttles is not published.',
  'A sign is what happened in this run, in one situation. It is no proof of the contrary in others.',
];

function machine(where: RunEnvironment): string {
  const shared = where.loadBefore >= 0.2 ? 'shared ' : '';
  return [
    `measured on a ${shared}${where.cores}-core machine (${where.cpu}, ${where.memoryGiB} GiB,`,
    `load average ${where.loadBefore} before the run), Node ${where.node}, commit ${where.commit},`,
    `profile "${where.plan}", ${where.seconds} s.`,
  ].join(' ');
}

function contestants(report: Report): string {
  return asMarkdown({
    title: 'Contestants',
    note: 'A further one is one file in `packages/bench/src/peers` and one line in its table.',
    head: ['name', 'package', 'call', 'note'],
    rows: report.contestants.map((contestant) => [
      contestant.name,
      contestant.package === undefined ? '–' : `${contestant.package}@${contestant.version}`,
      `\`${contestant.call}\``,
      contestant.note ?? '',
    ]),
  });
}
