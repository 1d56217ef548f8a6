/** The whole of what an isolate runs first. */
import { bufferSource } from './buffer';
import { closingSource, openingSource } from './core';
import { errorsSource } from './errors';
import { eventsSource } from './events';
import { fsSource } from './fs';
import { httpSource } from './http';
import { inspectSource } from './inspect';
import { smallSource } from './small';

export const bootSource = [
  openingSource,
  errorsSource,
  inspectSource,
  eventsSource,
  bufferSource,
  smallSource,
  fsSource,
  httpSource,
  closingSource,
].join('\n');
