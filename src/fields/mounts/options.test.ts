import fc from 'fast-check';
import t from 'tap';
import { mountAttributes, mountOptions } from '../../spec/tables/mount-options.ts';
import { parseOptions } from './options.ts';

const attr = mountAttributes;
const atime = attr.MOUNT_ATTR__ATIME;

t.test('a later option undoes an earlier one', (t) => {
  t.same(parseOptions(['ro', 'rw']).plain, { set: 0, clear: attr.MOUNT_ATTR_RDONLY });
  t.same(parseOptions(['rw', 'ro']).plain, { set: attr.MOUNT_ATTR_RDONLY, clear: 0 });
  t.match(parseOptions(['ro', 'rw']).superblock, [{ flag: 'MS_RDONLY', on: false }]);
  t.match(parseOptions(['sync', 'async']).superblock, [{ flag: 'MS_SYNCHRONOUS', on: false }]);
  t.end();
});

t.test('a choice of atime clears the whole field', (t) => {
  const noatime = { set: attr.MOUNT_ATTR_NOATIME, clear: atime };
  t.same(parseOptions(['strictatime', 'noatime']).plain, noatime);
  t.same(parseOptions(['noatime', 'relatime']).plain, { set: 0, clear: atime });
  t.end();
});

t.test('recursive and plain options keep their order on the mount itself', (t) => {
  const later = parseOptions(['ro', 'rrw']);
  t.same(later.recursive, { set: 0, clear: attr.MOUNT_ATTR_RDONLY });
  t.same(later.plain, { set: 0, clear: 0 });
  const earlier = parseOptions(['rro', 'rw']);
  t.same(earlier.recursive, { set: attr.MOUNT_ATTR_RDONLY, clear: 0 });
  t.same(earlier.plain, { set: 0, clear: attr.MOUNT_ATTR_RDONLY });
  t.end();
});

t.test('propagations keep their order', (t) => {
  t.same(parseOptions(['rslave', 'shared']).propagations, [
    { type: 'slave', recursive: true },
    { type: 'shared', recursive: false },
  ]);
  t.end();
});

t.test('bind and idmap say how far they reach', (t) => {
  t.match(parseOptions(['bind']), { bind: 'one' });
  t.match(parseOptions(['rbind', 'bind']), { bind: 'recursive' });
  t.match(parseOptions(['ridmap']), { idmap: 'recursive', bind: undefined });
  t.end();
});

t.test('unknown options are those of the file system, one parameter each', (t) => {
  const { data, words } = parseOptions(['mode=755', 'size=1m,nr_inodes=4', 'tmpcopyup']);
  t.same(data, ['mode=755', 'size=1m', 'nr_inodes=4']);
  t.same([...words], ['tmpcopyup']);
  const label = 'context="system_u:object_r:container_file_t:s0:c1,c2",mode=755';
  const wanted = ['context=system_u:object_r:container_file_t:s0:c1,c2', 'mode=755'];
  t.same(parseOptions([label]).data, wanted);
  t.end();
});

/** What the kernel makes of attributes when each option is applied by itself. */
function attributesOneByOne(options: readonly string[], before: number): number {
  return options.reduce((now, name) => {
    const option = mountOptions.get(name);
    return option?.kind === 'attribute' ? (now & ~option.clear) | option.set : now;
  }, before);
}

const someOptions = fc.array(fc.constantFrom(...mountOptions.keys()), { maxLength: 12 });
const legalAttributes = fc
  .tuple(fc.nat(0xf), fc.constantFrom(0, 0x10, 0x20), fc.constantFrom(0, 0x80))
  .map(([bits, time, directories]) => bits | time | directories);

t.test('the attributes of any list of options never contradict each other', (t) => {
  fc.assert(
    fc.property(someOptions, (options) => {
      const { plain, recursive } = parseOptions(options);
      for (const { set, clear } of [plain, recursive]) {
        t.equal(set & clear & ~atime, 0, 'no bit is both set and cleared');
        t.ok((clear & atime) === 0 || (clear & atime) === atime, 'all of the atime field or none');
        t.ok((set & atime) === 0 || (clear & atime) === atime, 'no atime beside another');
        t.not(set & atime, atime, 'one value of the atime field');
      }
    }),
  );
  t.end();
});

t.test('any list of options ends in the attributes that its options one by one lead to', (t) => {
  fc.assert(
    fc.property(someOptions, legalAttributes, (options, before) => {
      const { plain, recursive } = parseOptions(options);
      const now = [recursive, plain].reduce(
        (bits, { set, clear }) => (bits & ~clear) | set,
        before,
      );
      t.equal(now, attributesOneByOne(options, before));
    }),
  );
  t.end();
});
