import { readTextIfThere } from './files.ts';

/** The name of a user of the host by /etc/passwd, or what unknown makes of the number. */
export function userNames(unknown: (uid: number) => string): (uid: number) => string {
  const lines = readTextIfThere('/etc/passwd')?.split('\n') ?? [];
  const entries = lines.map((line) => line.split(':'));
  const names = new Map(entries.map(([name, , uid]) => [uid, name]));
  return (uid) => names.get(`${uid}`) ?? unknown(uid);
}
