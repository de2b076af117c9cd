/** Where a text stops being JSON, and what should stand there. */
export interface JsonFault {
  /** Counted in UTF-16 units from 0. */
  readonly offset: number;
  /** Such as `expected ":" after the key, found "x"`. */
  readonly problem: string;
}

type Expected = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma' | 'end';

const space = /[ \t\n\r]*/y;
/** Any character but the quote, the backslash and the control characters. */
const plain = '[ !#-\\[\\]-\\uffff]*';
const string = new RegExp(`"${plain}(?:\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})${plain})*"`, 'y');
const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

const wanted: Readonly<Record<Expected, string>> = {
  value: 'a value',
  'first value': 'a value or "]"',
  key: 'a key in double quotes',
  'first key': 'a key in double quotes or "}"',
  colon: '":" after the key',
  comma: '"," or the end of the list or object',
  end: 'the end of the text',
};

/**
 * Finds the first fault of a text by the grammar of RFC 8259, or undefined for none. It keeps its
 * own stack, so that no depth of nesting can exhaust the engine's.
 */
export function findJsonFault(text: string, maxDepth: number): JsonFault | undefined {
  return new Scanner(text, maxDepth).run();
}

class Scanner {
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #closers: ('}' | ']')[] = [];
  #offset = 0;
  #expected: Expected = 'value';

  constructor(text: string, maxDepth: number) {
    this.#text = text;
    this.#maxDepth = maxDepth;
  }

  run(): JsonFault | undefined {
    for (;;) {
      this.#skip(space);
      if (this.#offset >= this.#text.length) {
        return this.#expected === 'end' ? undefined : this.#unexpected();
      }
      if (!this.#step()) return this.#unexpected();
      if (this.#closers.length > this.#maxDepth) {
        const problem = `lists and objects are nested deeper than ${this.#maxDepth}`;
        return { offset: this.#offset - 1, problem };
      }
    }
  }

  /** Reads one token; false where it is not one that may stand here. */
  #step(): boolean {
    switch (this.#expected) {
      case 'value':
        return this.#value();
      case 'first value':
        return this.#close(']') || this.#value();
      case 'key':
        return this.#key();
      case 'first key':
        return this.#close('}') || this.#key();
      case 'colon':
        return this.#punctuation(':', 'value');
      case 'comma':
        return this.#closeAny() || this.#punctuation(',', this.#inObject() ? 'key' : 'value');
      case 'end':
        return false;
    }
  }

  #value(): boolean {
    if (this.#punctuation('{', 'first key')) return this.#open('}');
    if (this.#punctuation('[', 'first value')) return this.#open(']');
    if (!this.#skip(string) && !this.#skip(scalar)) return false;
    this.#afterValue();
    return true;
  }

  #open(closer: '}' | ']'): boolean {
    this.#closers.push(closer);
    return true;
  }

  #close(closer: '}' | ']'): boolean {
    if (this.#closers.at(-1) !== closer || !this.#punctuation(closer, 'comma')) return false;
    this.#closers.pop();
    this.#afterValue();
    return true;
  }

  #closeAny(): boolean {
    return this.#close('}') || this.#close(']');
  }

  #afterValue(): void {
    this.#expected = this.#closers.length === 0 ? 'end' : 'comma';
  }

  #key(): boolean {
    if (!this.#skip(string)) return false;
    this.#expected = 'colon';
    return true;
  }

  #punctuation(mark: string, next: Expected): boolean {
    if (this.#text[this.#offset] !== mark) return false;
    this.#offset += 1;
    this.#expected = next;
    return true;
  }

  #skip(token: RegExp): boolean {
    token.lastIndex = this.#offset;
    if (!token.test(this.#text)) return false;
    this.#offset = token.lastIndex;
    return true;
  }

  #inObject(): boolean {
    return this.#closers.at(-1) === '}';
  }

  #unexpected(): JsonFault {
    const found = foundAt(this.#text, this.#offset);
    return { offset: this.#offset, problem: `expected ${wanted[this.#expected]}, ${found}` };
  }
}

function foundAt(text: string, offset: number): string {
  const next = text.codePointAt(offset);
  if (next === undefined) return 'the text ends';
  if (text[offset] === '"') return 'found a string with a bad escape, a raw line break or no end';
  return `found ${JSON.stringify(String.fromCodePoint(next))}`;
}
