import { describe, expect, it } from 'vitest';
import { busyDocker } from '../../store/docker/testing/dockerHosts';
import { fixtureState } from '../testing/fixtureState';
import { knownNames } from './knownNames';

const names = knownNames(fixtureState('en').objects);

function found(text: string): string[] {
  return names
    .find(text)
    .map(({ start, length, object }) => `${start} ${text.slice(start, start + length)} ${object.resource}`);
}

describe('names in terminal output', () => {
  it('finds pods and nodes in a table, at their columns', () => {
    expect(found('kubia-9tr5s   1/1     Running       0          48s     10.244.1.3   worker-1')).toEqual([
      '0 kubia-9tr5s pods',
      '68 worker-1 nodes',
    ]);
  });

  it('follows the kind that stands before the name', () => {
    expect(found('replicationcontroller/kubia scaled')).toEqual(['22 kubia replicationcontrollers']);
    expect(found('service/kubia-http exposed')).toEqual(['8 kubia-http services']);
  });

  it('knows a namespace before a name from an image', () => {
    expect(found('Successfully assigned default/kubia-9tr5s to worker-1')).toEqual([
      '30 kubia-9tr5s pods',
      '45 worker-1 nodes',
    ]);
    expect(found('--image=luksa/kubia')).toEqual([]);
  });

  it('leaves words alone that are no object, or that every cluster has', () => {
    expect(found('NAME READY STATUS default kubernetes kubia-9tr5')).toEqual([]);
  });
});

describe('names of the Docker host in terminal output', () => {
  const docker = busyDocker();
  const known = knownNames({}, docker);
  const [container] = docker.containers;
  const id = container!.id;

  function told(text: string): string[] {
    return known
      .find(text)
      .map(({ start, length, object }) => `${text.slice(start, start + length)} ${object.resource} ${object.name}`);
  }

  it('finds containers and images by name, and by their IDs, short or whole', () => {
    const line = `${id.slice(0, 12)}   kubia     "node app.js"   5 seconds ago   Up 3 seconds   kubia-container`;
    expect(told(line)).toEqual([
      `${id.slice(0, 12)} containers.docker kubia-container`,
      'kubia images.docker kubia',
      'kubia-container containers.docker kubia-container',
    ]);
    expect(told(id)).toEqual([`${id} containers.docker kubia-container`]);
    expect(told('eager_turing')).toEqual(['eager_turing containers.docker eager_turing']);
  });

  it('knows an image by each of its names, with and without a tag', () => {
    expect(told('Using default tag: learner/kubia node:7 kubia:latest')).toEqual([
      'learner/kubia images.docker kubia',
      'node:7 images.docker node:7',
      'kubia:latest images.docker kubia',
    ]);
  });

  it('leaves words alone that every host has', () => {
    expect(told('bridge host none latest 172.17.0.2 0123456789ab')).toEqual([]);
    expect(told('<title>Welcome to nginx!</title>')).toEqual([]);
    expect(told('root  1  0:00 nginx: master process nginx -g daemon off;')).toEqual([]);
    expect(told('$ docker run -d nginx')).toEqual(['nginx images.docker nginx']);
  });
});
