import type { Field } from './field.ts';
import { quote } from './quote.ts';

/** SemVer 2.0.0, whose first group is the major version. */
const semanticVersion =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/** A newer minor version only adds properties, which are to be ignored; another major may mean anything. */
export const ociVersion: Field = {
  pointer: '/ociVersion',
  check({ spec }) {
    const match = semanticVersion.exec(spec.ociVersion);
    const section = 'config.md#specification-version';
    if (match === null) {
      const problem = `is ${quote(spec.ociVersion)}, which is no version; wanted a SemVer 2.0.0 version such as "1.3.0"`;
      return [{ pointer: '/ociVersion', problem, section }];
    }
    if (match[1] === '1') return [];
    const problem = `is ${quote(spec.ociVersion)}, but only version 1 of the specification is known`;
    return [{ pointer: '/ociVersion', problem, section }];
  },
};
