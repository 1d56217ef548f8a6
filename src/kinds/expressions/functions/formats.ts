/** Named formats in expressions: `!format.dns1123Label().validate(self.name).hasValue()` is true for a good name. */
import type { Environment } from '@marcbachmann/cel-js';
import { decodeBase64 } from '../../../base/base64';
import { label1035Errors, labelErrors, labelValueErrors, qualifiedNameErrors, subdomainErrors } from '../../names';

type Check = (text: string) => readonly string[];

class Formats {}

class Format {
  readonly check: Check;

  constructor(check: Check) {
    this.check = check;
  }
}

const matching =
  (pattern: RegExp, complaint: string): Check =>
  (text) =>
    pattern.test(text) ? [] : [complaint];

const FORMATS: Readonly<Record<string, Check>> = {
  dns1123Label: labelErrors,
  dns1123Subdomain: subdomainErrors,
  dns1035Label: label1035Errors,
  qualifiedName: qualifiedNameErrors,
  labelValue: labelValueErrors,
  uuid: matching(
    /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i,
    'does not match the UUID format',
  ),
  byte: (text) => (decodeBase64(text) === undefined ? ['invalid base64'] : []),
  date: matching(/^\d{4}-\d\d-\d\d$/, 'invalid date'),
  datetime: matching(/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/, 'invalid datetime'),
};

/** Follows apiserver's `library.Format`; `uri` and the `...Prefix` formats are missing. */
export function registerFormats(environment: Environment): void {
  environment
    .registerType('Formats', Formats)
    .registerType('kubernetes.NamedFormat', Format)
    .registerConstant('format', 'Formats', new Formats());
  for (const [name, check] of Object.entries(FORMATS)) {
    environment.registerFunction(`Formats.${name}(): kubernetes.NamedFormat`, () => new Format(check));
  }
  const none = environment.evaluate('optional.none()');
  environment.registerFunction(
    'kubernetes.NamedFormat.validate(string): optional<list<string>>',
    ({ check }: Format, text: string) => {
      const errors = check(text);
      return errors.length === 0 ? none : environment.evaluate(`optional.of(${JSON.stringify(errors)})`);
    },
  );
}
