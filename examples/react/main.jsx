import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { TroddenProvider, useAuth, useTrack } from 'trodden/react';

function Shop() {
  const [user, setUser] = useState(null);
  // Undefined while your own sign-in is not known yet, null when nobody is signed in.
  useAuth(user);
  const track = useTrack();
  return (
    <main>
      <h1>{user === null ? 'Hello' : `Hello, ${user.id}`}</h1>
      <button type="button" onClick={() => setUser(user === null ? { id: 'ada', team: 'analytical' } : null)}>
        {user === null ? 'Sign in' : 'Sign out'}
      </button>
      <button type="button" onClick={() => track('added to bag', { price: 489 })}>
        Add to bag
      </button>
    </main>
  );
}

createRoot(document.querySelector('#root')).render(
  <StrictMode>
    <TroddenProvider options={{ key: '{{TRODDEN_KEY}}', host: '{{TRODDEN_HOST}}', release: '1.0.0' }}>
      <Shop />
    </TroddenProvider>
  </StrictMode>,
);
