import { Frame } from '../ui/frame.tsx';
import { Link } from '../ui/link.tsx';
import { Empty } from '../ui/notice.tsx';

export const Missing = () => (
  <Frame title="No such view" lead="The address leads nowhere.">
    <Empty title="This trail ends here">
      <p>It may belong to a newer version of the dashboard, or to a typo.</p>
      <Link href="/overview" class="button primary">
        Back to the overview
      </Link>
    </Empty>
  </Frame>
);
