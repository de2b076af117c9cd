/** One line of the specification that demands something; `line` counts from 1. */
export interface DemandLine {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** The three documents whose every demand must be accounted for. */
export const documents = ['config.md', 'config-linux.md', 'runtime.md'] as const;

/** Finds the lines of a document that hold an upper-case MUST, REQUIRED or SHALL (RFC 2119). */
export function demandLines(file: string, markdown: string): DemandLine[] {
  return linesWith(/\b(MUST|REQUIRED|SHALL)\b/, file, markdown);
}

/** Finds the lines of a document that recommend, with an upper-case SHOULD. */
export function recommendedLines(file: string, markdown: string): DemandLine[] {
  return linesWith(/\bSHOULD\b/, file, markdown);
}

function linesWith(keyword: RegExp, file: string, markdown: string): DemandLine[] {
  return markdown
    .split('\n')
    .map((text, index) => ({ file, line: index + 1, text: plain(text) }))
    .filter((line) => keyword.test(line.text));
}

/** A line as a person reads it: without links, anchors, bold marks and doubled spaces. */
export function plain(markdown: string): string {
  return markdown
    .replace(/<a name="[^"]*"\s*\/?>/g, '')
    .replace(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replaceAll('**', '')
    .replace(/\s+/g, ' ')
    .trim();
}
