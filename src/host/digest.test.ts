import t from 'tap';
import { sha256 } from './digest.ts';

t.test('the examples of FIPS 180-4', (t) => {
  t.equal(sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  t.equal(sha256(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  t.end();
});

t.test('a text is hashed as its UTF-8', (t) => {
  t.equal(sha256('ü'), '607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f');
  t.end();
});
