import type { MetadataRoute } from 'next';

/** Lets a tablet keep Pitside on its home screen and open it without browser bars. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Pitside',
    short_name: 'Pitside',
    description: 'Recognise a player while the player is still at the table.',
    start_url: '/',
    display: 'standalone',
    background_color: '#09100e',
    theme_color: '#09100e',
    icons: [{ src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  };
}
