import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '../extensions/jsonSchema';
import { newEnvironment } from './environment';
import { compileExpression } from './expression';
import { plainValue } from './plainValue';
import { type FieldTypes, schemaType } from './schemaType';

const schema: JsonSchema = {
  type: 'object',
  properties: {
    replicas: { type: 'integer' },
    share: { type: 'number' },
    name: { type: 'string' },
    items: { type: 'array', items: { type: 'string' } },
    ports: { type: 'array', items: { type: 'object', properties: { port: { type: 'integer' } } } },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    port: { 'x-kubernetes-int-or-string': true },
    since: { type: 'string', format: 'date-time' },
    wait: { type: 'string', format: 'duration' },
    'dash-ed': { type: 'string' },
    in: { type: 'string' },
  },
};

const self = {
  replicas: 3,
  share: 1,
  name: 'web',
  items: ['a', 'b'],
  ports: [{ port: 80 }, { port: 443 }],
  labels: { app: 'web' },
  port: 8080,
  since: '2026-01-01T00:00:00Z',
  wait: '1m30s',
  'dash-ed': 'x',
  in: 'y',
};

/** What an expression over `self` gives, or the text of what is wrong with it. */
function result(text: string, value: unknown = self): unknown {
  const environment = newEnvironment();
  const fields: FieldTypes = new Map();
  const type = schemaType(schema, 'selfType', { environment, fields });
  environment.registerVariable('self', type?.name ?? 'dyn').registerVariable('object', 'dyn');
  const compiled = compileExpression(environment, text, fields);
  if (!compiled.ok) return compiled.error;
  const found = compiled.value.evaluate({ self: type?.read(value), object: plainValue(value) });
  return found.ok ? found.value : found.error;
}

describe('expressions', () => {
  it.each([
    ["self.replicas > 2 && self.name.startsWith('w')", true],
    ['self.share < 1.5 && self.share == 1.0', true],
    ["self.items.all(item, item != 'c') && 'a' in self.items && self.items.size() == 2", true],
    ['self.ports.exists(one, one.port == 443) && self.ports.map(one, one.port).sum() == 523', true],
    ["'app' in self.labels && self.labels['app'] == self.name && self.labels.all(key, key.size() < 9)", true],
    ["type(self.port) == int ? self.port > 1024 : self.port == 'http'", true],
    ["self.since < timestamp('2027-01-01T00:00:00Z') && self.wait == duration('90s')", true],
    ["self.dash__dash__ed == 'x' && self.__in__ == 'y'", true],
    ['has(self.name) && !has(self.labels.other)', true],
    ["object.spec.replicas > 2 || object.name == 'web'", true],
    ["object.?spec.replicas.orValue(7) == 7 && object.?name.orValue('') == 'web'", true],
    ['self.ports == self.ports && object.ports == object.ports', true],
    ["quantity('1Gi').isGreaterThan(quantity('500Mi')) && !isQuantity('much')", true],
    ["self.name.matches('^[a-z]+$') && 'a-b-c'.split('-').join('+') == 'a+b+c'", true],
    ["'%s has %d'.format([self.name, self.replicas])", 'web has 3'],
    ["'abc123'.find('[0-9]+') + 'x1y22'.findAll('[0-9]+').join(',')", '1231,22'],
    ['[3, 1, 2].max() == 3 && [1, 2].isSorted() && sets.contains([1, 2], [2])', true],
    ['!format.dns1123Label().validate(self.name).hasValue()', true],
    ["cidr('10.0.0.0/8').containsIP(ip('10.1.2.3')) && url('https://a.example:8443/x').getPort() == '8443'", true],
  ])('%s', (text, value) => {
    expect(result(text)).toEqual(value);
  });

  it.each([
    ['self.labels["none"]', 'no such key: none'],
    ['self.items[5] == "a"', 'index out of bounds: 5'],
    ['1 / (self.replicas - 3) == 1', 'division by zero'],
    ['int(self.name) == 1', "type conversion error from 'string' to 'int'"],
    ['object.name > 1', 'no such overload'],
    ['object.spec.replicas == 1', 'no such key: spec'],
  ])('when they run: %s', (text, error) => {
    expect(result(text)).toBe(error);
  });

  it.each([
    ['self.foo > 1', "1:5: undefined field 'foo'", '....^'],
    ['has(self.foo)', "1:9: undefined field 'foo'", '........^'],
    ["self.replicas > 'a'", "1:15: found no matching overload for '_>_' applied to '(int, string)'", '..............^'],
    ['slf.name', "1:1: undeclared reference to 'slf' (in container '')", '^'],
    [
      'size(self.items, 1) == 1',
      "1:5: found no matching overload for 'size' applied to '(list(string), int)'",
      '....^',
    ],
    ['lower(self.name)', "1:6: undeclared reference to 'lower' (in container '')", '.....^'],
    ['self.name.lower()', "1:16: undeclared reference to 'lower' (in container '')", '...............^'],
    [
      'self.name.contains(1)',
      "1:19: found no matching overload for 'contains' applied to 'string.(int)'",
      '..................^',
    ],
    ['!self.replicas', "1:1: found no matching overload for '!_' applied to '(int)'", '^'],
    ['self.name && true', "1:11: found no matching overload for '_&&_' applied to '(string, bool)'", '..........^'],
    [
      "self.items['a'] == 'b'",
      "1:11: found no matching overload for '_[_]' applied to '(list(string), string)'",
      '..........^',
    ],
    [
      'self.replicas.all(x, x > 1)',
      "1:5: expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)",
      '....^',
    ],
    ['self.replicas.min', "1:14: type 'int' does not support field selection", '.............^'],
    ["[1, 'a'].size() == 2", "1:5: expected type 'int' but found 'string'", '....^'],
    [
      'self.replicas >',
      "1:16: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}",
      '...............^',
    ],
    ['self.name this does not', "1:11: Syntax error: mismatched input 'this' expecting <EOF>", '..........^'],
    ['self.name )', "1:11: Syntax error: extraneous input ')' expecting <EOF>", '..........^'],
    ['(self.replicas > 1', "1:19: Syntax error: missing ')' at '<EOF>'", '..................^'],
  ])('that are wrong: %s', (text, complaint, pointer) => {
    expect(result(text)).toBe(`ERROR: <input>:${complaint}\n | ${text}\n | ${pointer}`);
  });

  it('name each thing that the parser stumbles over', () => {
    expect(result('self.replicas = 1')).toBe(
      [
        "ERROR: <input>:1:15: Syntax error: token recognition error at: '= '",
        ' | self.replicas = 1',
        ' | ..............^',
        "ERROR: <input>:1:17: Syntax error: extraneous input '1' expecting <EOF>",
        ' | self.replicas = 1',
        ' | ................^',
      ].join('\n'),
    );
  });
});
