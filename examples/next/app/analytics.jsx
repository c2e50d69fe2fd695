'use client';

import { createContext, useContext, useState } from 'react';
import { TroddenProvider, useAuth } from 'trodden/react';

const Session = createContext({ user: null, setUser() {} });

/** In place of your own: whatever tells who is signed in. */
export const useSession = () => useContext(Session);

/** Inside of the provider, around everything else: says who is signed in, on every page. */
function Identity({ children }) {
  const [user, setUser] = useState(null);
  useAuth(user);
  return <Session value={{ user, setUser }}>{children}</Session>;
}

export function Analytics({ options, children }) {
  return (
    <TroddenProvider options={options}>
      <Identity>{children}</Identity>
    </TroddenProvider>
  );
}
