/**
 * The Common Expression Language as the API server of 1.32 offers it: the language's own functions, cel-go's extensions
 * for strings and sets, optional values, and Kubernetes's libraries. Missing: the authorizer, `optMap` and its like,
 * comprehensions with two variables, and estimates of what an expression costs.
 */
import { Environment } from '@marcbachmann/cel-js';
import { registerAddresses } from './functions/addresses';
import { registerFormats } from './functions/formats';
import { registerLists } from './functions/lists';
import { registerQuantities } from './functions/quantities';
import { registerStrings } from './functions/strings';

let base: Environment | undefined;

/** A new environment with all functions, for variables of one's own. The functions are registered when first asked for. */
export function newEnvironment(): Environment {
  base ??= withFunctions(new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false }));
  return base.clone();
}

function withFunctions(environment: Environment): Environment {
  registerLists(environment);
  registerStrings(environment);
  registerQuantities(environment);
  registerAddresses(environment);
  registerFormats(environment);
  return environment;
}
