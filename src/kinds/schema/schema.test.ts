import { describe, expect, it } from 'vitest';
import { kinds } from '../registry';
import { textOf } from './descriptions';
import descriptions from './descriptions.generated.json';
import { editorSchema } from './editorSchema';
import { enumValues } from './enums';
import { isAtomicDefinition, isAtomicMap, mergeRule } from './mergeKeys';
import { definitions } from './structure';

describe('the schema', () => {
  it('says something about every kind and nearly every field', () => {
    const fields = [...definitions.values()].flatMap(({ name, fields }) =>
      [...fields.keys()].map((field) => [name, field]),
    );
    // The API itself says nothing about the fields of schemas.
    const told = fields.filter(([name = '']) => !/JSONSchemaProps|ExternalDocumentation/.test(name));
    const silent = told.filter(([name = '', field]) => textOf(descriptions, name, field) === undefined);
    expect(silent.length).toBeLessThan(10);
    expect(fields.length).toBeGreaterThan(900);
  });

  it('knows how lists merge and what is atomic', () => {
    expect(mergeRule('core/v1.Container', 'ports')).toEqual({
      patch: { key: 'containerPort' },
      list: { type: 'map', keys: ['containerPort', 'protocol'] },
    });
    expect(mergeRule('core/v1.PodSpec', 'tolerations')).toBeUndefined();
    expect(isAtomicDefinition('meta/v1.LabelSelector')).toBe(true);
    expect(isAtomicMap('core/v1.PodSpec', 'nodeSelector')).toBe(true);
    expect(enumValues('core/v1.PodSpec', 'restartPolicy')).toEqual(['Always', 'Never', 'OnFailure']);
  });

  it('gives the editor a schema whose references all lead somewhere', () => {
    const schema = editorSchema(kinds, descriptions);
    const known = new Set(Object.keys(schema['definitions'] as object).map((name) => `#/definitions/${name}`));
    const references = [...JSON.stringify(schema).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.filter((reference) => !known.has(reference))).toEqual([]);
    expect(known.has('#/definitions/io.k8s.api.apps.v1.Deployment')).toBe(true);
  });
});
