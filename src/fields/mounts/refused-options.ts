/** Options that other runtimes know and this one refuses, and what to do instead. */
export const refusedOptions: ReadonlyMap<string, string> = new Map([
  ['loop', 'set the loop device up beforehand and give it as the source'],
  ['dest-nofollow', 'a link at the destination is always followed, in the root'],
]);
