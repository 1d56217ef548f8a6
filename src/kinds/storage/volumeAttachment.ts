import type { VolumeAttachmentSpec, VolumeAttachmentStatus } from 'kubernetes-types/storage/v1';
import { equal } from '../../base/equality';
import { ageColumn, nameColumn } from '../ageColumn';
import { type FieldError, goText, invalid, required } from '../fieldError';
import { defineKind } from '../kind';
import type { ClusterObject } from '../object';
import { keepStatus } from '../workloads/generation';
import { driverNameErrors } from './validateVolumeSource';

export interface VolumeAttachment extends ClusterObject {
  spec: VolumeAttachmentSpec;
  status?: VolumeAttachmentStatus;
}

export const volumeAttachmentKind = defineKind<VolumeAttachment>({
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'VolumeAttachment',
  plural: 'volumeattachments',
  namespaced: false,
  schema: 'io.k8s.api.storage.v1.VolumeAttachment',
  hasStatus: true,
  setDefaults(attachment) {
    attachment.status ??= { attached: false };
  },
  prepareForCreate(attachment) {
    attachment.status = { attached: false };
  },
  prepareForUpdate: keepStatus,
  validate: validateAttachment,
  validateUpdate: ({ spec }, old) =>
    equal(spec, old.spec) ? [] : [invalid('spec', goText(JSON.stringify(spec)), 'field is immutable')],
  columns: [
    nameColumn,
    {
      name: 'Attacher',
      type: 'string',
      description: 'The driver that attaches',
      value: (attachment) => attachment.spec.attacher,
    },
    {
      name: 'PV',
      type: 'string',
      description: 'The volume',
      value: (attachment) => attachment.spec.source.persistentVolumeName ?? '',
    },
    { name: 'Node', type: 'string', description: 'The node', value: (attachment) => attachment.spec.nodeName },
    {
      name: 'Attached',
      type: 'boolean',
      description: 'Whether it is attached',
      value: (attachment) => String(attachment.status?.attached ?? false),
    },
    ageColumn,
  ],
});

function validateAttachment({ spec }: VolumeAttachment): FieldError[] {
  const { attacher = '', source, nodeName } = spec ?? {};
  const inline = source?.inlineVolumeSpec !== undefined;
  const named = (source?.persistentVolumeName ?? '') !== '';
  return [
    ...driverNameErrors('spec.attacher', attacher),
    ...(inline || named
      ? []
      : [required('spec.source', 'must specify exactly one of inlineVolumeSpec and persistentVolumeName')]),
    ...(nodeName ? [] : [required('spec.nodeName')]),
  ];
}
