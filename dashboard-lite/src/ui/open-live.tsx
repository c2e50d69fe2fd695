import { useSignal } from '@preact/signals';
import { ApiError } from '../api.ts';
import { makeLink } from '../clickmaps/clickmap-api.ts';
import { originOf } from '../clickmaps/origins.ts';
import { Icon } from './icon.tsx';
import { Trouble } from './notice.tsx';

/** Opens the page itself with the map drawn over it. The tab is opened at once, as the click that asks for it allows. */
export const OpenLive = ({ path }: { path: string }) => {
  const error = useSignal<ApiError | null>(null);
  const given = useSignal<string | null>(null);
  const origin = given.value ?? originOf(path);
  const open = async (event: SubmitEvent) => {
    event.preventDefault();
    const tab = window.open('about:blank', '_blank');
    try {
      const { url } = await makeLink(path, origin);
      if (tab) {
        tab.opener = null;
        tab.location.replace(url);
      } else location.assign(url);
      error.value = null;
    } catch (thrown) {
      tab?.close();
      if (!(thrown instanceof ApiError)) throw thrown;
      error.value = thrown;
    }
  };
  return (
    <form class="open-live" onSubmit={(event) => void open(event)}>
      <label>
        <span class="unseen">Site</span>
        <input
          type="url"
          required
          placeholder="https://shop.example"
          value={origin}
          onInput={(event) => {
            given.value = event.currentTarget.value;
          }}
        />
      </label>
      <button type="submit" class="button small primary">
        <Icon name="click" />
        Open on the live page
      </button>
      {error.value && <Trouble error={error.value} />}
    </form>
  );
};
