import { elementName } from '../clickmaps/element-name.ts';
import { formatCount, formatShare } from '../format.ts';
import type { ClickmapComparedElement } from '../wire.ts';

const CHANGES: Record<ClickmapComparedElement['change'], string> = {
  more: 'More',
  fewer: 'Fewer',
  steady: 'Steady',
  new: 'New',
  vanished: 'Vanished',
  'not-enough-data': 'Not enough data',
};

const sureness = ({ interval, p_value }: ClickmapComparedElement) =>
  interval && p_value !== null
    ? `between ${formatShare(interval[0])} and ${formatShare(interval[1])} with 95 % certainty, p = ${p_value.toPrecision(2)}`
    : '';

/** What became more, fewer, new, gone or dead between two times. Differences that could be chance are not called differences. */
export const ComparisonTable = ({ elements }: { elements: readonly ClickmapComparedElement[] }) => (
  <table>
    <thead>
      <tr>
        <th scope="col">Element</th>
        <th scope="col">Before</th>
        <th scope="col">Now</th>
        <th scope="col">Rate before</th>
        <th scope="col">Rate now</th>
        <th scope="col">Change</th>
      </tr>
    </thead>
    <tbody>
      {elements.map((element) => (
        <tr key={element.keys.join()}>
          <th scope="row">
            <span>
              {elementName({ ...element, key: element.keys[0] ?? '' })}
              {element.is_newly_dead && <span class="tag worry">newly dead</span>}
            </span>
          </th>
          <td>{formatCount(element.a.clicks)}</td>
          <td>{formatCount(element.b.clicks)}</td>
          <td>{element.a.rate === null ? '–' : formatShare(element.a.rate)}</td>
          <td>{element.b.rate === null ? '–' : formatShare(element.b.rate)}</td>
          <td title={sureness(element)} class={`verdict ${element.change}`}>
            {CHANGES[element.change]}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
