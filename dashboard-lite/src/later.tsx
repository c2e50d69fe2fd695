import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ApiError } from './api.ts';
import { Trouble } from './ui/notice.tsx';

const gone = () =>
  new ApiError({ code: 'UNREACHABLE', message: 'This view could not be loaded.', hint: 'Load the page again.' });

/** A view in a file of its own, fetched when somebody goes there. */
export function later(load: () => Promise<ComponentType>): ComponentType {
  let known: ComponentType | undefined;
  return () => {
    const [View, setView] = useState<ComponentType | undefined>(() => known);
    const [error, setError] = useState<ApiError | null>(null);
    useEffect(() => {
      if (View) return;
      load().then(
        (loaded) => {
          known = loaded;
          setView(() => loaded);
        },
        () => setError(gone()),
      );
    }, []);
    if (View) return <View />;
    return <main class="threshold">{error && <Trouble error={error} />}</main>;
  };
}
