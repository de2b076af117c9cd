/** What was measured of one competitor, once a round. */
export interface Series {
  /** Such as `run` or `mounts`: the word of the tables. */
  readonly measure: string;
  /** How much of it, where the measure is about growth: 100 mounts, 64 creations. */
  readonly point?: number;
  readonly competitor: string;
  /** Wall time of the whole process. Empty where only sizes are measured. */
  readonly milliseconds: readonly number[];
  /** What a command and its children had of processors. */
  readonly processor: readonly number[];
  /** Resident KiB: of the largest process in a command, or of all that stays. */
  readonly kibibytes: readonly number[];
}

/** One measured command. */
export interface Sample {
  readonly label: string;
  readonly milliseconds: number;
  readonly processor: number;
  readonly kibibytes: number;
}

interface LabelParts {
  readonly measure: string;
  readonly point?: number;
  readonly competitor: string;
}

/** Samples of this label are thrown away: of rounds that only warm up. */
export const unmeasured = '-';

export function labelOf({ measure, point, competitor }: LabelParts): string {
  return `${measure}|${point ?? ''}|${competitor}`;
}

/** Gathers samples by their labels, in the order of their first appearance. */
export function seriesOf(samples: readonly Sample[]): Series[] {
  const byLabel = new Map<string, Sample[]>();
  for (const sample of samples) {
    if (sample.label === unmeasured) continue;
    const found = byLabel.get(sample.label);
    if (found === undefined) byLabel.set(sample.label, [sample]);
    else found.push(sample);
  }
  return [...byLabel].map(([label, of]) => {
    const [measure = '', point = '', competitor = ''] = label.split('|');
    return {
      measure,
      ...(point !== '' && { point: Number(point) }),
      competitor,
      milliseconds: of.map(({ milliseconds }) => milliseconds),
      processor: of.map(({ processor }) => processor),
      kibibytes: of.map(({ kibibytes }) => kibibytes),
    };
  });
}

/** The series of a competitor; undefined where it was not measured. */
export function find(
  all: readonly Series[],
  { measure, point, competitor }: LabelParts,
): Series | undefined {
  return all.find(
    (series) =>
      series.measure === measure && series.point === point && series.competitor === competitor,
  );
}

/** Adds up the measures of each round: that of the whole life from those of its verbs. */
export function sumOf(measure: string, parts: readonly Series[]): Series | undefined {
  const [first] = parts;
  if (first === undefined) return undefined;
  const { competitor } = first;
  const sum = (of: (part: Series) => readonly number[]): number[] =>
    of(first).map((_, round) =>
      parts.reduce((all, part) => all + (of(part)[round] ?? Number.NaN), 0),
    );
  return {
    measure,
    competitor,
    milliseconds: sum((part) => part.milliseconds),
    processor: sum((part) => part.processor),
    kibibytes: first.kibibytes.map((_, round) =>
      Math.max(...parts.map((part) => part.kibibytes[round] ?? 0)),
    ),
  };
}
