import { proveShare } from './shares';

proveShare(4);
