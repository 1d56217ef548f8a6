import { proveShare } from './shares';

proveShare(3);
