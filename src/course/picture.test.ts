import { describe, expect, it } from 'vitest';
import { parsePictures } from './picture';

const GOOD = `pod:
  en: A pod on a node
  ko: 노드 위의 파드
  draw:
    - {box: [10, 10, 100, 60], look: dashed, label: worker-1, top: true}
    - {pod: [20, 30], look: ok}
`;

describe('a family of pictures', () => {
  it('is read as shapes with a description in both languages', () => {
    expect(parsePictures(GOOD, 'f.yaml')).toEqual({
      ok: true,
      value: {
        pod: {
          says: { en: 'A pod on a node', ko: '노드 위의 파드' },
          shapes: [
            { shape: 'box', at: [10, 10, 100, 60], look: 'dashed', label: 'worker-1', top: true },
            { shape: 'pod', at: [20, 30], look: 'ok' },
          ],
        },
      },
    });
  });

  it.each([
    ['  en: A pod on a node\n', '', 1, 'the picture "pod" does not say in en what it shows'],
    ['[20, 30]', '[20]', 6, '"pod" is placed with 2 to 3 numbers'],
    ['{pod: [20, 30], look: ok}', '{sheep: [20, 30]}', 6, 'a shape is one of box, pod, circle'],
    ['look: ok', 'look: pink', 6, 'there is no look "pink"; known are plain, accent'],
    ['top: true', 'bottom: true', 5, 'a shape has no field "bottom"'],
    ['look: ok}', 'look: ok', 7, 'this is not YAML'],
  ])('says what is wrong, and where: %s', (part, by, line, message) => {
    const read = parsePictures(GOOD.replace(part, by), 'f.yaml');
    const [error] = read.ok ? [] : read.error;
    expect(error).toEqual({ file: 'f.yaml', line, message: expect.stringContaining(message) });
  });
});
