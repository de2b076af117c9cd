/**
 * Puts content between the lines `<!-- NAME: … -->` and `<!-- end of NAME -->` of a page, whose other
 * text stays. Throws where the page has no such lines.
 */
export function replaceMarked(page: string, name: string, content: string): string {
  const begin = new RegExp(`^<!-- ${name}: .*-->$`, 'm').exec(page);
  const end = page.indexOf(`<!-- end of ${name} -->`);
  if (begin === null || end < begin.index) {
    throw new Error(`the page has no lines <!-- ${name}: … --> and <!-- end of ${name} -->`);
  }
  const kept = page.slice(0, begin.index + begin[0].length);
  return `${kept}\n\n${content.trim()}\n\n${page.slice(end)}`;
}
