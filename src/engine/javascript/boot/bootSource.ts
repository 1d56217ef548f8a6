/** The whole of what an isolate runs first. */
import { bufferSource } from './buffer';
import { consoleSource } from './console';
import { cryptoSource } from './crypto';
import { errorsSource } from './errors';
import { esmSource } from './esm';
import { eventsSource } from './events';
import { failuresSource } from './failures';
import { fsSource } from './fs';
import { globalsSource } from './globals';
import { hostEventsSource } from './hostEvents';
import { httpSource } from './http';
import { inspectSource } from './inspect';
import { modulesSource } from './modules';
import { openingSource } from './opening';
import { processSource } from './process';
import { smallSource } from './small';
import { streamSource } from './stream';
import { timersSource } from './timers';

export const bootSource = [
  openingSource,
  errorsSource,
  inspectSource,
  eventsSource,
  bufferSource,
  smallSource,
  fsSource,
  httpSource,
  timersSource,
  processSource,
  consoleSource,
  globalsSource,
  cryptoSource,
  streamSource,
  modulesSource,
  esmSource,
  failuresSource,
  hostEventsSource,
].join('\n');
