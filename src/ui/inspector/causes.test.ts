import { describe, expect, it } from 'vitest';
import { dockerTrace } from '../../store/docker/testing/dockerTrace';
import { en } from '../i18n/en';
import { tellEntry } from '../parts/traceWords';
import { fixtureState } from '../testing/fixtureState';
import { causesOf } from './causes';

describe('the chain of causes', () => {
  it('leads from a pod back to the command that the learner typed', () => {
    const { trace } = fixtureState('en');
    const pod = { resource: 'pods', namespace: 'default', name: 'kubia-x8wq2', uid: 'uid-kubia-x8wq2' };
    expect(causesOf(trace, pod).map((entry) => tellEntry(en, entry))).toEqual([
      'Controller manager created Pod kubia-x8wq2',
      'Controller manager heard of a change to Pod kubia-4jfyf',
      'kubectl deleted Pod kubia-4jfyf',
      'You: kubectl delete pod kubia-4jfyf',
    ]);
  });

  it('ends where the kept history ends', () => {
    const { trace } = fixtureState('en');
    const pod = { resource: 'pods', namespace: 'default', name: 'kubia-4jfyf' };
    expect(causesOf(trace.slice(15), pod)).toHaveLength(1);
  });

  it('leads from a container back to the command that ran it', () => {
    const container = { resource: 'containers.docker', namespace: '', name: 'kubia-container', uid: '1' };
    expect(causesOf(dockerTrace(0), container).map(({ kind, sequence }) => `${sequence} ${kind}`)).toEqual([
      '6 act',
      '5 act',
      '4 act',
      '3 input',
    ]);
  });

  it('is empty for what nothing is known of', () => {
    expect(causesOf([], { resource: 'pods', namespace: 'default', name: 'nobody' })).toEqual([]);
  });
});
