import { formatCount, formatShare } from '../format.ts';

/** How many page views reached each depth, as a page from top to bottom. */
export const ScrollDepth = ({ scroll }: { scroll: readonly { depth: number; page_views: number }[] }) => {
  const all = scroll[0]?.page_views ?? 0;
  if (all === 0) return <p class="nothing">No page view told how far it went.</p>;
  return (
    <ol class="depths">
      {scroll
        .filter(({ depth }) => depth % 10 === 0)
        .map(({ depth, page_views }) => (
          <li
            key={depth}
            title={`${formatCount(page_views)} page views`}
            style={{ '--share': `${(page_views / all) * 100}%` }}
          >
            <span>{depth} %</span>
            <b>{formatShare(page_views / all)}</b>
          </li>
        ))}
    </ol>
  );
};
