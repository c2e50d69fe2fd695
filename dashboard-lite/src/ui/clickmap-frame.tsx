import { useSignal } from '@preact/signals';
import { elementName } from '../clickmaps/element-name.ts';
import { dotsOf, framed } from '../clickmaps/wireframe.ts';
import { formatCount, plural } from '../format.ts';
import type { ClickmapElement, ClickmapWireframe } from '../wire.ts';
import { ChosenElement } from './chosen-element.tsx';

/** In pixels of the page, of the fullest and of the emptiest cell. */
const DOT = { most: 9, least: 4 };
/** Cells lie close together, and names have to be read above them. */
const [FAINT, DENSE] = [0.06, 0.4];

interface ClickmapFrameProps {
  wireframe: ClickmapWireframe;
  elements: readonly ClickmapElement[];
}

/** A page that nobody was recorded on: the boxes of its clicked elements, where clicks tell that they stood. */
export const ClickmapFrame = ({ wireframe, elements }: ClickmapFrameProps) => {
  const chosen = useSignal('');
  const { width, height, viewport_height: fold } = wireframe;
  const items = framed(wireframe, elements);
  const percent = (part: number, whole: number) => `${(part / whole) * 100}%`;
  const placed = items.reduce((sum, { element }) => sum + element.clicks, 0);
  const lost = elements.reduce((sum, { clicks }) => sum + clicks, 0) - placed;
  return (
    <>
      <header class="panel-head">
        <h2>Drawn from its clicks</h2>
        <small>
          No recording shows this page. {plural(placed, 'click', 'clicks')} on{' '}
          {plural(items.length, 'element', 'elements')}, where they stood in windows {formatCount(width)} px wide;{' '}
          {plural(lost, 'click', 'clicks')} without a place
        </small>
      </header>
      <ChosenElement elements={elements.filter(({ key }) => key === chosen.value)} />
      <div class="wireframe" style={{ aspectRatio: `${width} / ${height}`, maxWidth: `${width}px` }}>
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          {items.map(({ box, element, heat }) => (
            <rect
              key={element.key}
              x={box.left}
              y={box.top}
              width={box.width}
              height={box.height}
              rx={4}
              style={{ '--heat': `${Math.round(heat * 100)}%` }}
            />
          ))}
          {dotsOf(items).map(({ x, y, weight }, index) => (
            <circle
              key={`${x} ${y} ${index}`}
              cx={x}
              cy={y}
              r={DOT.least + (DOT.most - DOT.least) * Math.sqrt(weight)}
              fill-opacity={FAINT + (1 - FAINT) * weight * DENSE}
            />
          ))}
          {fold < height && <path d={`M0 ${fold}H${width}`} />}
        </svg>
        {items.map(({ box, element }) => (
          <button
            key={element.key}
            type="button"
            class="wire"
            aria-pressed={chosen.value === element.key}
            style={{
              left: percent(box.left, width),
              top: percent(box.top, height),
              width: percent(box.width, width),
              height: percent(box.height, height),
            }}
            onClick={() => {
              chosen.value = element.key;
            }}
          >
            <em class="unseen">
              {elementName(element)}: {plural(element.clicks, 'click', 'clicks')}
            </em>
            <span aria-hidden="true">{element.text}</span>
            <b aria-hidden="true">{formatCount(element.clicks)}</b>
          </button>
        ))}
        {fold < height && (
          <small class="wire-fold" style={{ top: percent(fold, height) }}>
            Half of the windows end here
          </small>
        )}
      </div>
    </>
  );
};
