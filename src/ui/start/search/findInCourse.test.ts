import { describe, expect, it } from 'vitest';
import type { Glossary, Language } from '../../../store';
import { fixtureState } from '../../testing/fixtureState';
import { type Course, findInCourse, indexCourse } from './findInCourse';

const glossary: Glossary = {
  pod: {
    en: { term: 'pod', text: 'The smallest thing that Kubernetes runs.' },
    ko: { term: '파드', text: '쿠버네티스가 실행하는 가장 작은 단위입니다.' },
  },
  node: {
    en: { term: 'node', text: 'A machine of the cluster. Worker nodes run the pods.' },
    ko: { term: '노드', text: '클러스터를 이루는 컴퓨터입니다. 워커 노드가 파드를 돌립니다.' },
  },
};

const course: Course = {
  chapters: fixtureState('ko').chapters,
  glossary,
  headings: { 'first-pod': ['일을 기다리는 클러스터', '파드 하나를 부탁하기'], expose: ['문을 부탁하기'] },
};

function titles(query: string, language: Language = 'ko'): readonly string[] {
  return findInCourse(indexCourse(course, language), query).map(({ group, title }) => `${group}: ${title}`);
}

describe('searching the course', () => {
  it('finds lessons, steps and terms, the best of each first', () => {
    expect(titles('파드')).toEqual(['lessons: 첫 파드', 'steps: 파드 하나를 부탁하기', 'terms: 파드', 'terms: 노드']);
  });

  it('finds a word while it is typed, and by its first consonants', () => {
    expect(titles('팓')).toEqual(titles('파드'));
    expect(titles('첫 ㅍㄷ')).toEqual(['lessons: 첫 파드']);
  });

  it('finds a term by its name in the other language, and words in any case', () => {
    expect(titles('Pod')[0]).toBe('lessons: 첫 파드');
    expect(titles('NODE')).toEqual(['lessons: 어느 노드, 어느 주소', 'terms: 노드']);
    expect(titles('POD', 'en')).toEqual(['lessons: A first pod', 'terms: pod', 'terms: node']);
  });

  it('wants every word', () => {
    expect(titles('파드 부탁')).toEqual(['steps: 파드 하나를 부탁하기']);
    expect(titles('파드 우주선')).toEqual([]);
    expect(titles('   ')).toEqual([]);
  });

  it('leads to the place', () => {
    const [step] = findInCourse(indexCourse(course, 'ko'), '문을 부탁');
    expect(step).toEqual({
      group: 'steps',
      id: 'expose 0',
      title: '문을 부탁하기',
      detail: '바깥에서 들어오는 길',
      step: 1,
      href: '#lesson=expose&step=1',
    });
    expect(findInCourse(indexCourse(course, 'ko'), '가장 작은').map(({ href }) => href)).toEqual(['#glossary=pod']);
  });

  it('takes any text for a text', () => {
    expect(titles('.*')).toEqual([]);
    expect(titles('<b>')).toEqual([]);
  });
});
