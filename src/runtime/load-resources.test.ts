import t from 'tap';
import { loadResources } from './load-resources.ts';

t.test('resources are judged by the schema of config.json', (t) => {
  const files = t.testdir({
    good: '{"memory":{"limit":9007199254740993},"devices":[{"allow":false,"access":"rwm"}]}',
    bad: '{"memory":{"limit":"1"},"cpu":3}',
    text: '{',
  });
  t.strictSame(loadResources(`${files}/good`).memory?.limit, 9007199254740993n);
  t.throws(() => loadResources(`${files}/bad`), {
    code: 'invalid-config',
    message: /bad has 2 faults: \/(cpu|memory\/limit): /,
  });
  t.throws(() => loadResources(`${files}/text`), {
    code: 'invalid-config',
    message: /cannot read the resources from .*text: line 1, column 2/,
  });
  t.throws(() => loadResources(`${files}/none`), { code: 'usage', message: /none: ENOENT/ });
  t.end();
});
