'use client';

import { useTrack } from 'trodden/react';
import { useSession } from './analytics.jsx';

export default function Shop() {
  const { user, setUser } = useSession();
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
