import { describe, expect, it } from 'vitest';
import { persistentVolumeKind } from '../../kinds/storage/persistentVolume';
import { persistentVolumeClaimKind } from '../../kinds/storage/persistentVolumeClaim';
import { storageClassKind } from '../../kinds/storage/storageClass';
import { TestWorld } from '../testing';

function claim(test: TestWorld, name: string, spec: object = {}): void {
  const made = test.client.create(persistentVolumeClaimKind, {
    metadata: { name, namespace: 'default' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  } as never);
  if (!made.ok) throw new Error(made.error.message);
}

function volume(test: TestWorld, name: string, spec: object): void {
  const whole = { capacity: { storage: '2Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/mnt/x' }, ...spec };
  const made = test.client.create(persistentVolumeKind, { metadata: { name }, spec: whole } as never);
  if (!made.ok) throw new Error(made.error.message);
}

/** Claims as `NAME PHASE VOLUME`, volumes as `NAME PHASE CLAIM`. */
function state(test: TestWorld): string[] {
  const claims = test.client.list(persistentVolumeClaimKind);
  const volumes = test.client.list(persistentVolumeKind);
  if (!claims.ok || !volumes.ok) throw new Error('no list');
  return [
    ...claims.value.items.map(
      ({ metadata, status, spec }) => `${metadata.name} ${status?.phase} ${spec.volumeName ?? '-'}`,
    ),
    ...volumes.value.items.map(
      ({ metadata, status, spec }) => `${metadata.name} ${status?.phase} ${spec.claimRef?.name ?? '-'}`,
    ),
  ];
}

const uses = (claimName: string) => ({
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
});
const mounted = { volumeMounts: [{ name: 'data', mountPath: '/data' }] };

describe('claims of the default class', () => {
  it('wait for their first pod, then get a directory on its node, which goes with them', () => {
    const test = new TestWorld('playground');
    claim(test, 'data');
    test.settle();
    expect(state(test)).toEqual(['data Pending -']);
    test.run('web', mounted, uses('data'));
    test.settle();
    const { nodeName = '', containers } = test.pod('web').spec;
    const [made] = test.client.list(persistentVolumeKind).ok ? state(test).slice(1) : [];
    const name = made?.split(' ')[0] ?? '';
    expect(state(test)).toEqual([`data Bound ${name}`, `${name} Bound data`]);
    expect([test.pods(), containers.length]).toEqual([['web 1/1 Running 0'], 1]);
    expect(test.events('data')).toEqual([
      'Normal WaitForFirstConsumer waiting for first consumer to be created before binding',
      "Normal ExternalProvisioning Waiting for a volume to be created either by the external provisioner 'rancher.io/local-path' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered. (x2)",
      'Normal Provisioning External provisioner is provisioning volume for claim "default/data"',
      `Normal ProvisioningSucceeded Successfully provisioned volume ${name}`,
    ]);
    const files = test.world.node(nodeName)?.files;
    const path = `/var/local-path-provisioner/${name}_default_data`;
    files?.write(`${path}/kept`, 'still here');
    test.delete('web');
    test.settle();
    test.run('again', mounted, uses('data'));
    test.settle();
    expect([test.pod('again').spec.nodeName, test.pods()]).toEqual([nodeName, ['again 1/1 Running 0']]);
    test.delete('again');
    test.client.delete(persistentVolumeClaimKind, 'data', 'default');
    test.settle();
    expect([state(test), files?.stat(path).ok]).toEqual([[], false]);
  });
});

describe('claims that want to grow', () => {
  const grow = (test: TestWorld, name: string, storage: string) => {
    const spec = { resources: { requests: { storage } } };
    const done = test.client.patch(persistentVolumeClaimKind, name, 'default', { spec }, { type: 'merge' });
    test.settle();
    return done.ok ? 'accepted' : done.error.message;
  };
  const refused = (why: string) => `persistentvolumeclaims "data" is forbidden: ${why}`;

  it('may ask for more where their class allows it, and get no more, as no plugin can give it', () => {
    const test = new TestWorld('playground');
    claim(test, 'data');
    test.run('web', mounted, uses('data'));
    test.settle();
    expect(grow(test, 'data', '2Gi')).toBe(
      refused(
        'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
      ),
    );
    test.client.patch(storageClassKind, 'standard', undefined, { allowVolumeExpansion: true }, { type: 'merge' });
    expect(grow(test, 'data', '2Gi')).toBe('accepted');
    const found = test.client.get(persistentVolumeClaimKind, 'data', 'default');
    expect(found.ok && [found.value.status?.capacity, found.value.status?.conditions]).toEqual([
      { storage: '1Gi' },
      undefined,
    ]);
    expect(test.events('data').at(-1)).toBe(
      "Warning ExternalExpanding Ignoring the PVC: didn't find a plugin capable of expanding the volume; waiting for an external controller to process this PVC.",
    );
    expect([grow(test, 'data', '1500Mi'), grow(test, 'data', '512Mi')]).toEqual([
      'accepted',
      'PersistentVolumeClaim "data" is invalid: spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
    ]);
  });
});

describe('claims without a class', () => {
  it('get the smallest volume that will do, and leave it released', () => {
    const test = new TestWorld();
    volume(test, 'big', { capacity: { storage: '5Gi' } });
    volume(test, 'fitting', {});
    volume(test, 'small', { capacity: { storage: '500Mi' } });
    test.settle();
    claim(test, 'data');
    test.settle();
    expect(state(test)).toEqual(['data Bound fitting', 'big Available -', 'fitting Bound data', 'small Available -']);
    test.client.delete(persistentVolumeClaimKind, 'data', 'default');
    test.settle();
    expect(state(test)).toEqual(['big Available -', 'fitting Released data', 'small Available -']);
  });

  it('keep pods waiting until a volume is there, and pods of claims elsewhere from other nodes', () => {
    const test = new TestWorld();
    claim(test, 'data');
    test.run('web', mounted, uses('data'));
    test.settle();
    const nodes = '0/3 nodes are available';
    const hopeless = `preemption: ${nodes}: 3 Preemption is not helpful for scheduling.`;
    expect(test.events('web')).toEqual([
      `Warning FailedScheduling ${nodes}: pod has unbound immediate PersistentVolumeClaims. ${hopeless}`,
    ]);
    const matchExpressions = [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node-2'] }];
    volume(test, 'here', { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions }] } } });
    test.advance(30);
    test.settle();
    expect([state(test), test.pods(), test.pod('web').spec.nodeName]).toEqual([
      ['data Bound here', 'here Bound data'],
      ['web 1/1 Running 0'],
      'node-2',
    ]);
    test.run('other', mounted, { ...uses('data'), nodeSelector: { 'kubernetes.io/hostname': 'node-1' } });
    test.settle();
    expect(test.events('other')).toEqual([
      `Warning FailedScheduling ${nodes}: 1 node(s) had volume node affinity conflict, 2 node(s) didn't match Pod's node affinity/selector. ${hopeless}`,
    ]);
  });

  it('tell what is missing on the node', () => {
    const test = new TestWorld();
    test.run('web', mounted, { volumes: [{ name: 'data', hostPath: { path: '/nowhere', type: 'Directory' } }] });
    test.advance(1);
    expect(test.events('web').filter((event) => event.includes('FailedMount'))[0]).toBe(
      'Warning FailedMount MountVolume.SetUp failed for volume "data" : hostPath type check failed: /nowhere is not a directory (x2)',
    );
  });
});
