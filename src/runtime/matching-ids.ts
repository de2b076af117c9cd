import { RuntimeError } from '../errors/runtime-error.ts';
import { listDirectory } from '../host/files.ts';
import { isContainerId } from './container-id.ts';
import { checkRoot } from './trusted-root.ts';

/** The ids below root that a regular expression matches, anywhere in them, in their order. */
export function matchingIds(root: string, pattern: string): readonly string[] {
  const expression = expressionOf(pattern);
  checkRoot(root);
  const names = listDirectory(root) ?? [];
  return names.filter((name) => isContainerId(name) && expression.test(name)).sort();
}

function expressionOf(pattern: string): RegExp {
  try {
    // A class such as [[:alpha:]] would be read as other characters than regex(7) means.
    if (!/\[[:.=]/.test(pattern)) return new RegExp(pattern, 'u');
  } catch {}
  throw new RuntimeError('usage', `${JSON.stringify(pattern)} is no regular expression`, {
    hint: 'write one such as "^web-[0-9]+$"; classes such as [[:alpha:]] are not known',
  });
}
