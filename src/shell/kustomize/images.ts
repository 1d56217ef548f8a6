/** `images`: other names, tags and digests for images. */
import { type Fields, isFields, type Resource } from './resource';

export interface ImageEntry {
  readonly name: string;
  readonly newName: string;
  readonly newTag: string;
  readonly tagSuffix: string;
  readonly digest: string;
}

/** Changes the images of all containers, wherever `containers` and `initContainers` stand in an object. */
export function changeImages(resources: readonly Resource[], entry: ImageEntry): void {
  for (const { object } of resources) {
    if (object['kind'] === 'CustomResourceDefinition') continue;
    visit(object, entry);
    // kustomize goes over the usual places once more, which a tag's suffix shows
    const { spec } = object;
    if (!isFields(spec)) continue;
    const template = isFields(spec['template']) ? spec['template']['spec'] : undefined;
    for (const holder of [spec, template]) if (isFields(holder)) visitOwn(holder, entry);
  }
}

function visitOwn(holder: Fields, entry: ImageEntry): void {
  for (const name of ['containers', 'initContainers']) {
    const list = holder[name];
    for (const one of Array.isArray(list) ? (list as unknown[]) : []) if (isFields(one)) changeImage(one, entry);
  }
}

function visit(value: unknown, entry: ImageEntry): void {
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) visit(item, entry);
    return;
  }
  if (!isFields(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if ((name === 'containers' || name === 'initContainers') && Array.isArray(member)) {
      for (const container of member as unknown[]) if (isFields(container)) changeImage(container, entry);
    } else {
      visit(member, entry);
    }
  }
}

function changeImage(container: Fields, entry: ImageEntry): void {
  const { image } = container;
  if (typeof image !== 'string' || !isImage(image, entry.name)) return;
  let { name, tag, digest } = split(image);
  if (entry.newName !== '') name = entry.newName;
  if (entry.newTag !== '' || entry.digest !== '') {
    tag = entry.newTag;
    digest = entry.digest;
  } else if (entry.tagSuffix !== '') {
    tag = `${tag}${entry.tagSuffix}`;
    digest = '';
  }
  container['image'] = `${name}${tag === '' ? '' : `:${tag}`}${digest === '' ? '' : `@${digest}`}`;
}

function isImage(image: string, name: string): boolean {
  return image.startsWith(name) && /^(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$/.test(image.slice(name.length));
}

function split(image: string): { name: string; tag: string; digest: string } {
  const [whole = '', digest = ''] = image.split('@');
  const colon = whole.indexOf(':', whole.lastIndexOf('/') + 1);
  if (colon < 0) return { name: whole, tag: '', digest };
  return { name: whole.slice(0, colon), tag: whole.slice(colon + 1), digest };
}
