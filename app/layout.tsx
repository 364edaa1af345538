import '@fontsource-variable/inter/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { getNonce } from '@/lib/server/nonce';

export const metadata: Metadata = {
  title: { default: 'Pitside', template: '%s · Pitside' },
  description: 'Recognise a player while the player is still at the table.',
  applicationName: 'Pitside',
  appleWebApp: { capable: true, title: 'Pitside', statusBarStyle: 'black-translucent' },
  // Nothing here is for search engines, and phone numbers are not what the figures are.
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: '#09100e',
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = await getNonce();
  return (
    <html lang="en" data-theme="dark" suppressHydrationWarning>
      <body>
        <ThemeProvider
          attribute="data-theme"
          defaultTheme="dark"
          storageKey="pitside-theme"
          disableTransitionOnChange
          {...(nonce ? { nonce } : {})}
        >
          {children}
        </ThemeProvider>
      </body>
    </html>
  );
}
