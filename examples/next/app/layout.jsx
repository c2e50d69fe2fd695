import { connection } from 'next/server';
import { Analytics } from './analytics.jsx';
import { Navigation } from './navigation.jsx';

export const metadata = { title: 'next' };

/** Runs on the server, so key and host come from its environment when it starts, not when it was built. */
export default async function RootLayout({ children }) {
  await connection();
  return (
    <html lang="en">
      <body>
        <Analytics options={{ key: process.env.TRODDEN_KEY, host: process.env.TRODDEN_HOST, release: '1.0.0' }}>
          <Navigation />
          {children}
        </Analytics>
      </body>
    </html>
  );
}
