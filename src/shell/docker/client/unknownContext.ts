import { sha256 } from '../../../base/sha256';

/** What is wrong with the name of a context that isn't `default`: there are no others. */
export function unknownContext(name: string, directory: string): string {
  if (/^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/.test(name)) {
    const file = `${directory}/contexts/meta/${sha256(name)}/meta.json`;
    return `context ${JSON.stringify(name)}: context not found: open ${file}: no such file or directory`;
  }
  const rule = '"^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$"';
  return `context name ${JSON.stringify(name)} is invalid, names are validated against regexp ${rule}`;
}
