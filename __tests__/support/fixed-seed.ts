import fc from 'fast-check';
import { SEED } from './seed';

// For every property that names no seed of its own; a failure says which one it was.
fc.configureGlobal({ seed: SEED });
