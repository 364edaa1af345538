import { createSerwistRoute } from '@serwist/turbopack';

/**
 * The service worker, built once with everything it keeps for a device without a network: the code, styles and letters of
 * this build. It changes when one of them does, and only then: the list is in one order on every machine, and leaves out what
 * a build names at random.
 */
export const { dynamic, dynamicParams, revalidate, generateStaticParams, GET } = createSerwistRoute({
  swSrc: 'lib/client/offline/service-worker.ts',
  globPatterns: ['.next/static/{chunks,media}/**/*.{js,css,woff2,svg}'],
  manifestTransforms: [
    (entries) => ({ manifest: entries.sort((one, other) => (one.url < other.url ? -1 : 1)), warnings: [] }),
  ],
  esbuildOptions: { format: 'iife', sourcemap: false },
});
