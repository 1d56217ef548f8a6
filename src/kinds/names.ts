/** The rules that names, labels, ports and keys obey, with the API server's words for what breaks them. */

const label1123 = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const label1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const subdomain1123 = `${label1123}(\\.${label1123})*`;
const qualified = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const labelValue = `(${qualified})?`;
const partMessage =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

/** What is wrong with an RFC 1123 subdomain (most object names); empty when nothing is. */
export function subdomainErrors(value: string): string[] {
  return lengthAndPattern(
    value,
    253,
    subdomain1123,
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
    ['example.com'],
  );
}

/** What is wrong with an RFC 1123 label (container and namespace names). */
export function labelErrors(value: string): string[] {
  const errors = tooLongError(value, 63);
  if (matches(label1123, value)) return errors;
  if (matches(subdomain1123, value)) return [...errors, 'must not contain dots'];
  return [
    ...errors,
    patternError(
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
      label1123,
      ['my-name', '123-abc'],
    ),
  ];
}

/** What is wrong with an RFC 1035 label (service names). */
export function label1035Errors(value: string): string[] {
  return lengthAndPattern(
    value,
    63,
    label1035,
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
    ['my-name', 'abc-123'],
  );
}

/** What is wrong with a label or annotation key: `[prefix/]name`. */
export function qualifiedNameErrors(value: string): string[] {
  const parts = value.split('/');
  const errors: string[] = [];
  if (parts.length > 2) {
    return [
      `a qualified name ${patternError(partMessage, qualified, ['MyName', 'my.name', '123-abc'])} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts[parts.length - 1] ?? '';
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    if (prefix === '') errors.push('prefix part must be non-empty');
    else errors.push(...subdomainErrors(prefix).map((error) => `prefix part ${error}`));
  }
  if (name === '') errors.push('name part must be non-empty');
  else if (name.length > 63) errors.push('name part must be no more than 63 characters');
  if (!matches(qualified, name)) {
    errors.push(`name part ${patternError(partMessage, qualified, ['MyName', 'my.name', '123-abc'])}`);
  }
  return errors;
}

/** What is wrong with a label's value. */
export function labelValueErrors(value: string): string[] {
  return lengthAndPattern(
    value,
    63,
    labelValue,
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    ['MyValue', 'my_value', '12345'],
  );
}

/** What is wrong with the name of a container's port. */
export function portNameErrors(value: string): string[] {
  const errors: string[] = [];
  if (value.length > 15) errors.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(value)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(value)) errors.push('must contain at least one letter (a-z)');
  if (value.includes('--')) errors.push('must not contain consecutive hyphens');
  if (value.startsWith('-') || value.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
}

/** What is wrong with a port number. */
export function portNumberErrors(value: number): string[] {
  return value >= 1 && value <= 65535 ? [] : ['must be between 1 and 65535, inclusive'];
}

/** What is wrong with a key of a ConfigMap or Secret. */
export function configKeyErrors(value: string): string[] {
  const errors = lengthAndPattern(
    value,
    253,
    '[-._a-zA-Z0-9]+',
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
    ['key.name', 'KEY_NAME', 'key-name'],
  );
  return [...errors, ...parentPathErrors(value)];
}

/** Keys become names of files. */
function parentPathErrors(value: string): string[] {
  if (value === '.') return ["must not be '.'"];
  if (value === '..') return ["must not be '..'"];
  return value.startsWith('..') ? ["must not start with '..'"] : [];
}

/** What is wrong with an environment variable's name (Kubernetes 1.32 allows nearly all of ASCII). */
export function environmentNameErrors(value: string): string[] {
  if (value === '') return ['environment variable name must be non-empty'];
  if (/^[ -<>-~]+$/.test(value)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** The same as kubectl still sees it: like an identifier, with dots and hyphens. */
export function plainEnvironmentNameErrors(value: string): string[] {
  if (matches('[-._a-zA-Z][-._a-zA-Z0-9]*', value)) return parentPathErrors(value);
  return [
    patternError(
      "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit",
      '[-._a-zA-Z][-._a-zA-Z0-9]*',
      ['my.env-name', 'MY_ENV.NAME', 'MyEnvName1'],
    ),
    ...parentPathErrors(value),
  ];
}

/** What is wrong with an HTTP header's name. */
export function headerNameErrors(value: string): string[] {
  if (matches('[-A-Za-z0-9]+', value)) return [];
  return [
    patternError("a valid HTTP header must consist of alphanumeric characters or '-'", '[-A-Za-z0-9]+', [
      'X-Header-Name',
    ]),
  ];
}

/** What is wrong with a name that only has to fit into a path. */
export function pathSegmentErrors(value: string): string[] {
  if (value === '.' || value === '..') return [`may not be '${value}'`];
  return ['/', '%']
    .filter((character) => value.includes(character))
    .map((character) => `may not contain '${character}'`);
}

/** What is wrong with a host name that begins with `*.`. */
export function wildcardErrors(value: string): string[] {
  const pattern = `\\*\\.${subdomain1123}`;
  return lengthAndPattern(
    value,
    253,
    pattern,
    "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
    ['*.example.com'],
  );
}

/** What is wrong with a range of addresses. */
export function cidrErrors(value: string): string[] {
  const [address = '', length = '', more] = value.split('/');
  const limit = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1;
  const fits = /^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= limit && more === undefined;
  return fits ? [] : ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'];
}

/** What is wrong with an IP address. */
export function addressErrors(value: string): string[] {
  return isIPv4(value) || isIPv6(value) ? [] : ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
}

/** What is wrong with a range of addresses: `10.9.8.0/24`. */
export function rangeErrors(value: string): string[] {
  const [address = '', length = '', ...more] = value.split('/');
  const longest = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1;
  const fits = more.length === 0 && /^(0|[1-9][0-9]*)$/.test(length) && Number(length) <= longest;
  return fits ? [] : ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'];
}

/** What is wrong with an address that is to be somebody's. */
export function ordinaryAddressErrors(value: string): string[] {
  const errors = addressErrors(value);
  if (errors.length > 0) return errors;
  if (value === '0.0.0.0' || value === '::') return [`may not be unspecified (${value})`];
  if (value.startsWith('127.') || value === '::1') return ['may not be in the loopback range (127.0.0.0/8, ::1/128)'];
  if (value.startsWith('169.254.')) return ['may not be in the link-local range (169.254.0.0/16, fe80::/10)'];
  if (value.startsWith('224.0.0.')) return ['may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'];
  return [];
}

export function isIPv4(value: string): boolean {
  const parts = value.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255);
}

export function isIPv6(value: string): boolean {
  if (!/^[0-9a-fA-F:]+$/.test(value) || !value.includes(':')) return false;
  const halves = value.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (groups.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}

function lengthAndPattern(
  value: string,
  limit: number,
  pattern: string,
  message: string,
  examples: readonly string[],
): string[] {
  const errors = tooLongError(value, limit);
  if (!matches(pattern, value)) errors.push(patternError(message, pattern, examples));
  return errors;
}

function tooLongError(value: string, limit: number): string[] {
  return value.length > limit ? [`must be no more than ${limit} characters`] : [];
}

const wholly = new Map<string, RegExp>();

function matches(pattern: string, value: string): boolean {
  let whole = wholly.get(pattern);
  if (whole === undefined) {
    whole = new RegExp(`^(?:${pattern})$`);
    wholly.set(pattern, whole);
  }
  return whole.test(value);
}

function patternError(message: string, pattern: string, examples: readonly string[]): string {
  const list = examples.map((example) => `'${example}', `).join(' or ');
  return `${message} (e.g. ${list}regex used for validation is '${pattern}')`;
}
