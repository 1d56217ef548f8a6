import type { EndpointPort, EndpointSubset } from 'kubernetes-types/core/v1';
import type { EndpointSlice } from '../endpointSlice';
import { type FieldError, invalid, invalidEach, oneOf, required, tooMany } from '../fieldError';
import { addressErrors, isIPv4, isIPv6, labelErrors, portNumberErrors, subdomainErrors } from '../names';
import { protocols } from '../pods/validateContainer';

/** How many endpoints one slice can list, and addresses one endpoint. */
const endpointLimit = 1000;
const addressLimit = 100;

export function validateSubsets(subsets: readonly EndpointSubset[]): FieldError[] {
  return subsets.flatMap((subset, index) => {
    const field = `subsets[${index}]`;
    const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
    const none = addresses.length === 0 && notReadyAddresses.length === 0;
    return [
      ...(none ? [required(field, 'must specify `addresses` or `notReadyAddresses`')] : []),
      ...addresses.flatMap(({ ip }, i) => ipErrors(`${field}.addresses[${i}].ip`, ip)),
      ...notReadyAddresses.flatMap(({ ip }, i) => ipErrors(`${field}.notReadyAddresses[${i}].ip`, ip)),
      ...ports.flatMap((port, i) => portErrors(`${field}.ports[${i}]`, port, ports.length > 1)),
    ];
  });
}

export function validateEndpointSlice(slice: EndpointSlice): FieldError[] {
  const endpoints = slice.endpoints ?? [];
  const errors: FieldError[] = [];
  if (endpoints.length > endpointLimit) errors.push(tooMany('endpoints', endpoints.length, endpointLimit));
  endpoints.forEach(({ addresses = [] }, index) => {
    const field = `endpoints[${index}].addresses`;
    if (addresses.length === 0) errors.push(required(field, 'must contain at least 1 address'));
    if (addresses.length > addressLimit) errors.push(tooMany(field, addresses.length, addressLimit));
    for (const [i, address] of addresses.entries()) {
      errors.push(...addressTypeErrors(`${field}[${i}]`, address, slice.addressType));
    }
  });
  return [...errors, ...oneOf('addressType', slice.addressType, ['FQDN', 'IPv4', 'IPv6'])];
}

export function validateEndpointSliceUpdate(slice: EndpointSlice, old: EndpointSlice): FieldError[] {
  return slice.addressType === old.addressType ? [] : [invalid('addressType', slice.addressType, 'field is immutable')];
}

function ipErrors(field: string, address: string | undefined): FieldError[] {
  return invalidEach(field, address ?? '', addressErrors(address ?? ''));
}

function portErrors(field: string, port: EndpointPort, nameRequired: boolean): FieldError[] {
  const name = port.name
    ? invalidEach(`${field}.name`, port.name, labelErrors(port.name))
    : nameRequired
      ? [required(`${field}.name`)]
      : [];
  return [
    ...name,
    ...invalidEach(`${field}.port`, port.port, portNumberErrors(port.port)),
    ...oneOf(`${field}.protocol`, port.protocol, protocols),
  ];
}

function addressTypeErrors(field: string, address: string, type: string): FieldError[] {
  if (type === 'IPv4' && !isIPv4(address)) return [invalid(field, address, 'must be a valid IPv4 address')];
  if (type === 'IPv6' && !isIPv6(address)) return [invalid(field, address, 'must be a valid IPv6 address')];
  return type === 'FQDN' ? invalidEach(field, address, subdomainErrors(address)) : [];
}
