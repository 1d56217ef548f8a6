import { proveShare } from './shares';

proveShare(2);
