import { clsx } from 'clsx';

/**
 * Joins class names. Nothing is merged: a primitive that comes in several looks has a variant for each, so that two
 * classes never compete for one property.
 */
export const cn = clsx;
