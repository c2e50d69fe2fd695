import { readComparison } from '../../clickmaps/clickmap-api.ts';
import { formatCount, formatShare } from '../../format.ts';
import type { Question } from '../../overview/question.ts';
import { useResource } from '../../resource.ts';
import { ComparisonTable } from '../../ui/comparison-table.tsx';
import { Empty, Trouble } from '../../ui/notice.tsx';

/** The time that is asked for beside the one before it. */
export const Compared = ({ asked, query }: { asked: Question; query: URLSearchParams }) => {
  const both = new URLSearchParams(query);
  // The side that changed is b, the time asked for; a is the time before.
  both.set('b_from', String(asked.range.from));
  both.set('b_to', String(asked.range.to));
  both.set('from', String(asked.range.before.from));
  both.set('to', String(asked.range.before.to));
  const { value, error } = useResource(String(both), () => readComparison(both)).value;
  if (error) return <Trouble error={error} />;
  if (!value) return <div class="chart-ghost" aria-busy="true" />;
  return (
    <section class="panel breakdown wide" aria-labelledby="compared">
      <header class="panel-head">
        <h2 id="compared">What changed</h2>
        <small>
          {formatCount(value.a.clicks)} clicks before, {formatCount(value.b.clicks)} now
          {value.a.page_views > 0 && value.b.page_views > 0 && (
            <>
              {' · '}
              {formatShare(value.a.clicks / value.a.page_views)} and {formatShare(value.b.clicks / value.b.page_views)}{' '}
              a page view
            </>
          )}
        </small>
      </header>
      {value.elements.length > 0 ? <ComparisonTable elements={value.elements} /> : <Empty title="Nothing to compare" />}
    </section>
  );
};
