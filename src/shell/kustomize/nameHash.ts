/** The hash behind the names of generated ConfigMaps and Secrets. */
import { sha256 } from '../../base/sha256';
import { compactJson } from '../text/goJson';
import { idOf, isFields, metadataOf, type Resource, remember } from './resource';

/** Gives those that wish it their hash; other names stay. */
export function addHashes(resources: readonly Resource[]): void {
  for (const resource of resources) {
    if (!resource.needsHash) continue;
    const hash = contentHash(resource);
    remember(resource);
    metadataOf(resource.object)['name'] = `${idOf(resource.object).name}-${hash}`;
  }
}

function contentHash({ object }: Resource): string {
  const { kind, type, data, binaryData, stringData } = object;
  const encoded: Record<string, unknown> = { kind, name: '', data: data ?? '' };
  if (kind === 'Secret') {
    encoded['type'] = type ?? '';
    if (isFields(stringData)) encoded['stringData'] = stringData;
  } else if (isFields(binaryData)) {
    encoded['binaryData'] = binaryData;
  }
  return hashLetters(encoded);
}

/** Ten letters of a content's SHA-256, with letters that spell no words. */
export function hashLetters(content: Readonly<Record<string, unknown>>): string {
  const letters: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };
  return [...sha256(compactJson(content)).slice(0, 10)].map((letter) => letters[letter] ?? letter).join('');
}
