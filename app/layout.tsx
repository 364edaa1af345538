import '@fontsource-variable/inter/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { getNonce } from '@/lib/server/nonce';
import { t } from '@/words/say';
import { getWords, readLanguage, WordsOf } from '@/words/server';

const METADATA: Metadata = {
  title: { default: 'Pitside', template: '%s · Pitside' },
  applicationName: 'Pitside',
  appleWebApp: { capable: true, title: 'Pitside', statusBarStyle: 'black-translucent' },
  // Nothing here is for search engines, and phone numbers are not what the figures are.
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export async function generateMetadata(): Promise<Metadata> {
  await getWords();
  return { ...METADATA, description: t('shell.description') };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: '#09100e',
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [nonce, language] = await Promise.all([getNonce(), readLanguage()]);
  return (
    <html lang={language} data-theme="dark" suppressHydrationWarning>
      <body>
        <ThemeProvider
          attribute="data-theme"
          defaultTheme="dark"
          storageKey="pitside-theme"
          disableTransitionOnChange
          {...(nonce ? { nonce } : {})}
        >
          <WordsOf>{children}</WordsOf>
        </ThemeProvider>
      </body>
    </html>
  );
}
