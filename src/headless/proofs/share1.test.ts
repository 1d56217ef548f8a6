import { proveShare } from './shares';

proveShare(1);
