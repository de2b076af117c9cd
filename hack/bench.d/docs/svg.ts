/** The little of SVG that the chart needs. */
export interface Attributes {
  readonly [name: string]: string | number;
}

export function element(name: string, attributes: Attributes, content = ''): string {
  const words = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : escaped(value)}"`,
  );
  return content === ''
    ? `<${name}${words.join('')}/>`
    : `<${name}${words.join('')}>${content}</${name}>`;
}

export function text(content: string, attributes: Attributes): string {
  return element('text', attributes, escaped(content));
}

export function moved(x: number, y: number, content: string): string {
  return element('g', { transform: `translate(${rounded(x)} ${rounded(y)})` }, content);
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}

/** `pelagos-warm` as a class: how its bars and lines are coloured. */
export function colourClass(competitor: string): string {
  return `of-${competitor.replace(/[^a-z-]/g, '')}`;
}

/** Colours that are told apart on white and on black; the rest follows the reader's scheme. */
export const style = `
text { font: 12px system-ui, sans-serif; fill: #1f2328; }
.title { font-weight: 600; font-size: 13px; }
.small { font-size: 11px; fill: #59636e; }
.page { fill: #ffffff; }
.axis { stroke: #8c959f; stroke-width: 1; fill: none; }
.line { fill: none; stroke-width: 2; }
.of-pelagos { fill: #1f7ae0; stroke: #1f7ae0; }
.of-pelagos-warm { fill: #17a398; stroke: #17a398; }
.of-crun { fill: #e07b1f; stroke: #e07b1f; }
.of-runc { fill: #c2410c; stroke: #c2410c; }
.of-runc-new { fill: #d6579b; stroke: #d6579b; }
.of-youki { fill: #8b5cf6; stroke: #8b5cf6; }
.of-floor { fill: #8c959f; stroke: #8c959f; }
.of-emptyprogram { fill: #8c959f; stroke: #8c959f; }
.line { fill: none; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .small { fill: #9198a1; }
  .page { fill: #0d1117; }
}
`;
