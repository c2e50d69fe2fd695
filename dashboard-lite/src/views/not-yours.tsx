import { session } from '../session.ts';
import { parameter } from '../state.ts';
import { Frame } from '../ui/frame.tsx';
import { Link } from '../ui/link.tsx';
import { Mark } from '../ui/mark.tsx';
import { Empty } from '../ui/notice.tsx';

/** An address that names a project which this sign-in does not open. */
export const NotYours = () => (
  <main class="threshold">
    <Mark />
    <Empty title="This project is not open to you">
      <p>
        The address is about “{parameter('project')}”. Sign in with its secret key, or go on with a project of your own.
      </p>
      <p class="actions">
        {session.value?.projects.map(({ id, name }) => (
          <Link key={id} href={`/overview?project=${encodeURIComponent(id)}`} class="button">
            {name}
          </Link>
        ))}
      </p>
    </Empty>
  </main>
);

/** A view that viewers have not. */
export const OwnersOnly = () => (
  <Frame title="For owners" lead="You may look at this project, and not at this.">
    <section class="panel">
      <Empty title="This view is for whoever has the secret key">
        <p>You came by a viewer's link: overview, live, clickmaps, replays and people are open to you.</p>
        <Link href="/overview" class="button primary">
          To the overview
        </Link>
      </Empty>
    </section>
  </Frame>
);
