import { invalidDocument } from '../errors/invalid-document.ts';
import { RuntimeError } from '../errors/runtime-error.ts';
import { errnoName, readGiven, readStandardInput } from '../host/files.ts';
import { JsonError, parseJson } from '../lib/parse-json.ts';
import { checkConfig } from '../spec/check-config.ts';
import type { LinuxResources } from '../spec/config.ts';

/** In the place of a path. */
export const STANDARD_INPUT = 'standard input';

const LONGEST = 1 << 20;

/** Where the document stands in config.json, by whose schema it is judged. */
export const RESOURCES_POINTER = '/linux/resources';

/** Reads a document of the form of /linux/resources. */
export function loadResources(path: string): LinuxResources {
  const resources = parse(path);
  const checked = checkConfig({ ociVersion: '1.0.0', linux: { resources } });
  if (checked.ok) return checked.value.linux?.resources ?? {};
  const faults = checked.faults.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(RESOURCES_POINTER, ''),
  }));
  throw invalidDocument(path, faults);
}

function parse(path: string): unknown {
  try {
    return parseJson(
      path === STANDARD_INPUT ? readStandardInput(LONGEST) : readGiven(path, LONGEST),
    );
  } catch (error) {
    const why = error instanceof JsonError ? error.message : errnoName(error);
    const code = error instanceof JsonError ? 'invalid-config' : 'usage';
    throw new RuntimeError(code, `cannot read the resources from ${path}: ${why}`, { path });
  }
}
