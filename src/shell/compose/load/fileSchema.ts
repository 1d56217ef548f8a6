/** What a compose file may hold. */

import {
  dictionary,
  either,
  flagOrText,
  list,
  membersOf,
  NAME,
  object,
  oneOf,
  type Schema,
  text,
  textOrTexts,
  whole,
} from './schema';
import { serviceSchema } from './serviceSchema';

const external: Schema = {
  types: ['boolean', 'string', 'object'],
  properties: { name: text },
  extensions: true,
  closed: true,
};
const looseExternal: Schema = { types: ['boolean', 'string', 'object'], properties: { name: text } };
const driverOptions = membersOf(/^.+$/, either('string', 'number'), false);
const optional = (schema: Schema): Schema => ({ ...schema, types: ['object', 'null'] });

const network = optional(
  object({
    name: text,
    driver: text,
    driver_opts: driverOptions,
    ipam: object({
      driver: text,
      config: list(object({ subnet: text, gateway: text, ip_range: text, aux_addresses: membersOf(/^.+$/, text) })),
      options: membersOf(/^.+$/, text),
    }),
    external,
    internal: flagOrText,
    attachable: flagOrText,
    labels: dictionary,
    enable_ipv4: flagOrText,
    enable_ipv6: flagOrText,
  }),
);

const volume = optional(object({ name: text, driver: text, driver_opts: driverOptions, external, labels: dictionary }));

const secret = object({
  name: text,
  file: text,
  environment: text,
  external: looseExternal,
  labels: dictionary,
  driver: text,
  driver_opts: driverOptions,
  template_driver: text,
});

const config = object({
  name: text,
  file: text,
  environment: text,
  content: text,
  external: looseExternal,
  labels: dictionary,
  template_driver: text,
});

const model = object(
  { name: text, model: text, context_size: whole, runtime_flags: list(text) },
  { required: ['model'] },
);

const include = oneOf(
  text,
  object({ path: textOrTexts, env_file: textOrTexts, project_directory: text }, { extensions: false }),
);

export const fileSchema = object({
  name: text,
  version: text,
  include: list(include),
  services: membersOf(NAME, serviceSchema),
  models: membersOf(NAME, model, false),
  networks: membersOf(NAME, network, false),
  volumes: membersOf(NAME, volume),
  secrets: membersOf(NAME, secret),
  configs: membersOf(NAME, config),
});
