import { readClickmap, readHours } from '../../clickmaps/clickmap-api.ts';
import { formatCount } from '../../format.ts';
import { useResource } from '../../resource.ts';
import { ClickTotals } from '../../ui/click-totals.tsx';
import { ElementTable } from '../../ui/element-table.tsx';
import { HourGrid } from '../../ui/hour-grid.tsx';
import { Empty, Trouble } from '../../ui/notice.tsx';
import { ScrollDepth } from '../../ui/scroll-depth.tsx';

/** What was clicked in the time that is asked for, how far down they went, and when. */
export const Now = ({ query }: { query: URLSearchParams }) => {
  const { value, error } = useResource(String(query), () => readClickmap(query)).value;
  const hours = useResource(String(query), () => readHours(query)).value;
  if (error) return <Trouble error={error} />;
  if (!value) return <div class="chart-ghost" aria-busy="true" />;
  return (
    <>
      <section class="panel" aria-label="Totals">
        <ClickTotals totals={value.totals} />
      </section>
      <section class="panel breakdown wide" aria-labelledby="elements">
        <header class="panel-head">
          <h2 id="elements">Elements</h2>
          <small>Every group of clicks that could be told apart; on the live page they join</small>
        </header>
        {value.elements.length > 0 ? (
          <ElementTable elements={value.elements} />
        ) : (
          <Empty title="No such clicks in this time" />
        )}
        {value.rest.elements > 0 && (
          <p class="nothing">
            {formatCount(value.rest.clicks)} more clicks on {formatCount(value.rest.elements)} other elements.
          </p>
        )}
      </section>
      <div class="panels">
        <section class="panel" aria-labelledby="depth">
          <header class="panel-head">
            <h2 id="depth">How far down they go</h2>
            {value.fold_px !== null && <small>Half of the screens end at {formatCount(value.fold_px)} px</small>}
          </header>
          <ScrollDepth scroll={value.scroll} />
        </section>
        <section class="panel" aria-labelledby="hours">
          <header class="panel-head">
            <h2 id="hours">When they click</h2>
          </header>
          {hours.value && <HourGrid hours={hours.value.hours} />}
        </section>
      </div>
    </>
  );
};
