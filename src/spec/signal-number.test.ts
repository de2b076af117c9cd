import t from 'tap';
import { signalNumber } from './signal-number.ts';

t.test('a signal is named as kill(1) names it', (t) => {
  for (const text of ['9', 'KILL', 'kill', 'SIGKILL', 'sigkill']) {
    t.equal(signalNumber(text), 9, text);
  }
  t.equal(signalNumber('0'), 0, '0 only asks whether the process is there');
  t.equal(signalNumber('RTMIN'), 34);
  t.equal(signalNumber('SIGRTMIN+3'), 37);
  t.equal(signalNumber('rtmax-2'), 62);
  t.equal(signalNumber('64'), 64);
  t.end();
});

t.test('anything else is no signal', (t) => {
  for (const text of ['', '65', '-1', '1.0', ' 9', '0x9', '009', 'SIG', 'SIGSIGKILL', 'RTMIN+31']) {
    t.equal(signalNumber(text), undefined, JSON.stringify(text));
  }
  t.end();
});
