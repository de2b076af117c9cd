import t from 'tap';
import { onStage, type Stage, succeed } from '../support/stage.ts';

/** Milliseconds by phase, in the order in which they are told; and what else is said. */
function timingOf(stderr: string): { phases: [string, number][]; rest: string } {
  const phases: [string, number][] = [];
  const rest = stderr.replace(/^timing: (.*?) +(\d+\.\d{3}) ms\n/gm, (_, phase, ms) => {
    phases.push([phase, Number(ms)]);
    return '';
  });
  return { phases, rest };
}

const namesOf = (phases: readonly [string, number][]) => phases.map(([phase]) => phase);

const ofPlanner = ['start', 'config.json', 'host', 'rules', 'steps', 'answer'].map(
  (part) => `quick planner: ${part}`,
);
const meetings = [
  ['init until namespaced', 'identify'],
  ['init until mounted', 'runtime-hooks'],
  ['init until prepared', 'restrict', 'meanwhile'],
  ['init until created', 'record'],
].flat();

const create = (stage: Stage) => ['--timing', 'create', '--bundle', stage.bundle, stage.id];

onStage(t, '--timing create tells each phase in order, within the time it took', (t, stage) => {
  const { code, stderr, milliseconds } = stage.run(create(stage));
  t.equal(code, 0);
  const { phases, rest } = timingOf(stderr);
  t.equal(rest, '');
  const names = namesOf(phases);
  t.same(names.slice(0, ofPlanner.length), ofPlanner);
  t.equal(names[ofPlanner.length], 'claim');
  t.same(names.slice(-3 - meetings.length), ['clone', 'hierarchies', ...meetings, 'total']);
  const [total = ['', 0]] = phases.slice(-1);
  const sum = phases.slice(0, -1).reduce((all, [, ms]) => all + ms, 0);
  t.ok(Math.abs(sum - total[1]) < 0.1, `${sum} and ${total[1]} ms`);
  t.ok(sum > 0 && sum <= milliseconds, `${sum} of ${milliseconds} ms`);
});

onStage(t, 'every other verb is a phase of its own', (t, stage) => {
  succeed('create', stage.create());
  for (const [verb = '', ...options] of [['state'], ['start'], ['delete', '--force']]) {
    const outcome = stage.run(['--timing', verb, ...options, stage.id]);
    const { phases, rest } = timingOf(outcome.stderr);
    t.same([outcome.code, rest], [0, '']);
    t.same(namesOf(phases).slice(-3), ['quick planner: answer', verb, 'total']);
  }
});

onStage(t, 'run and exec tell how long the program ran', (t, stage) => {
  stage.configure({ process: { args: ['sh', '-c', 'sleep 0.3; exit 7'] } });
  const outcome = stage.run(['--timing', 'run', '--bundle', stage.bundle, stage.id]);
  t.equal(outcome.code, 7);
  const { phases } = timingOf(outcome.stderr);
  t.same(namesOf(phases).slice(-4), ['start', 'program', 'delete', 'total']);
  t.ok((phases.find(([phase]) => phase === 'program')?.[1] ?? 0) >= 250);
  succeed('create', stage.create());
  const entered = stage.run(['--timing', 'exec', stage.id, 'true']);
  t.equal(entered.code, 0);
  t.same(namesOf(timingOf(entered.stderr).phases).slice(-3), ['executed', 'program', 'total']);
});

onStage(t, 'a create that fails tells the phases until then, and its error last', (t, stage) => {
  stage.configure({ process: { args: ['/none'] } });
  const { code, stderr } = stage.run(create(stage));
  t.not(code, 0);
  const { phases, rest } = timingOf(stderr);
  t.ok(namesOf(phases).includes('init until mounted'));
  t.match(rest, /no such file or directory/);
  t.ok(stderr.endsWith(rest), 'the error is last');
});

onStage(t, 'without --timing nothing is told', (t, stage) => {
  t.match(stage.create(), { code: 0, stderr: '' });
});
