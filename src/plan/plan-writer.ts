/** Grows a plan's numbers and, beside them, its texts: each text once, named by its place. */
export interface PlanWriter {
  /** A number of 0 … 2^32-1. */
  word(value: number): void;
  /** The place of the text among all texts. Throws RangeError, with the label, for one with a NUL. */
  text(value: string, label: string): void;
  /** Their number, then the bytes, filled up with zeroes to whole words. */
  bytes(value: Uint8Array): void;
  /** Number of words so far. */
  length(): number;
  /** Overwrites the word at a place. */
  setWord(at: number, value: number): void;
  /** The words, then the texts in UTF-8 with a NUL behind each. */
  finish(): { readonly words: Uint8Array; readonly texts: Uint8Array; readonly count: number };
}

/** Most plans fit. */
const FIRST_WORDS = 16 * 1024;

const utf8 = new TextEncoder();

/** In the machine's byte order, which is little-endian on all that the executor is built for. */
export function createPlanWriter(): PlanWriter {
  let words = new Uint32Array(FIRST_WORDS);
  let end = 0;
  const places = new Map<string, number>();
  const texts: string[] = [];

  function grow(size: number): void {
    const larger = new Uint32Array(Math.max(size, words.length * 2));
    larger.set(words.subarray(0, end));
    words = larger;
  }

  return {
    word(value) {
      if (end === words.length) grow(end + 1);
      words[end++] = value;
    },
    text(value, label) {
      let place = places.get(value);
      if (place === undefined) {
        if (value.includes('\0')) throw new RangeError(`Cannot encode ${label}: it contains NUL`);
        place = texts.length;
        places.set(value, place);
        texts[place] = value;
      }
      if (end === words.length) grow(end + 1);
      words[end++] = place;
    },
    bytes(value) {
      const whole = (value.length + 3) >>> 2;
      if (end + 1 + whole > words.length) grow(end + 1 + whole);
      words[end] = value.length;
      new Uint8Array(words.buffer, 4 * (end + 1), value.length).set(value);
      end += 1 + whole;
    },
    length: () => end,
    setWord(at, value) {
      words[at] = value;
    },
    finish: () => ({
      words: new Uint8Array(words.buffer, 0, 4 * end),
      texts: utf8.encode(texts.map((text) => `${text}\0`).join('')),
      count: texts.length,
    }),
  };
}
