import { share, short, times } from './format.ts';
import type { Seen } from './scene.ts';
import type { Spot } from './spots.ts';

/** Badges that would lie on a stronger one are left out: the list has them all. */
const ROOM_X_PX = 44;
const ROOM_Y_PX = 22;

/** What is written on a badge. */
export function badgeText({ elements, clicks, rate, compared }: Spot): string {
  if (compared) {
    const { change, delta } = compared;
    if (change === 'not-enough-data') return '?';
    if (change === 'new' || change === 'vanished') return change;
    const points = delta === null ? '' : ` ${(Math.abs(delta) * 100).toFixed(1)}`;
    return change === 'steady' ? '=' : `${change === 'more' ? '▲' : '▼'}${points}`;
  }
  if (elements.length > 1) return `${short(clicks)} of ${elements.length}`;
  return rate === null ? short(clicks) : `${short(clicks)} · ${share(rate)}`;
}

function described(spot: Spot): string {
  const { label, clicks, rate, elements } = spot;
  const seen = rate === null ? '' : `, ${share(rate)} of the times it was seen`;
  const among = elements.length > 1 ? ` on one of ${elements.length} that look alike` : '';
  return `${label}: ${times(clicks, 'click')}${among}${seen}`;
}

export interface Badges {
  paint(seen: readonly Seen[]): void;
  /** The element a badge stands for, after it was chosen. */
  focus(spot: Spot): void;
}

/** Buttons on the elements, made once for each spot and moved; strongest first, so that the Tab key goes that way. */
export function createBadges(
  layer: HTMLElement,
  isShown: () => boolean,
  selected: () => Spot | undefined,
  choose: (spot: Spot) => void,
): Badges {
  const buttons = new Map<Spot, HTMLButtonElement>();
  const make = (spot: Spot): HTMLButtonElement => {
    const button = document.createElement('button');
    button.className = `badge${spot.elements.length > 1 ? ' twins' : ''}${spot.dead + spot.rage > spot.clicks / 2 ? ' dead' : ''}${spot.compared ? ` ${spot.compared.change}` : ''}`;
    button.textContent = badgeText(spot);
    button.setAttribute('aria-label', described(spot));
    button.addEventListener('click', () => choose(spot));
    buttons.set(spot, button);
    layer.append(button);
    return button;
  };
  return {
    paint(seen) {
      const taken = new Set<string>();
      const kept = new Set<Spot>();
      for (const { spot, left, top, width } of isShown() ? seen : []) {
        if (!spot.interactive || kept.has(spot)) continue;
        const x = Math.min(Math.max(left + width - 12, 2), innerWidth - ROOM_X_PX);
        const y = Math.max(top - 9, 2);
        const cell = `${Math.round(x / ROOM_X_PX)} ${Math.round(y / ROOM_Y_PX)}`;
        if (taken.has(cell) && spot !== selected()) continue;
        taken.add(cell);
        kept.add(spot);
        const button = buttons.get(spot) ?? make(spot);
        button.style.transform = `translate(${Math.round(x)}px,${Math.round(y)}px)`;
        button.toggleAttribute('data-chosen', spot === selected());
      }
      for (const [spot, button] of buttons) {
        if (kept.has(spot)) continue;
        // Somebody stands on it with the keyboard: it may scroll away, but not vanish under him.
        if (button.matches(':focus')) continue;
        button.remove();
        buttons.delete(spot);
      }
    },
    focus(spot) {
      buttons.get(spot)?.focus();
    },
  };
}
