import t from 'tap';
import { memo } from './memo.ts';

t.test('memo() computes once for each object', (t) => {
  let calls = 0;
  const size = memo((list: readonly number[]) => {
    calls++;
    return list.length === 0 ? undefined : list.length;
  });
  const empty: number[] = [];
  t.same([size(empty), size(empty), size([1]), size([1])], [undefined, undefined, 1, 1]);
  t.equal(calls, 3);
  t.end();
});
