import { share, short, times } from './format.ts';
import type { Seen } from './scene.ts';
import type { Spot } from './spots.ts';
import type { State } from './state.ts';

/** What a character takes, and what is around the text, as in the sheet. */
const CHARACTER_PX = 6.6;
const AROUND_PX = 14;
const HEIGHT_PX = 18;
/** Narrower elements get their count alone: the rate is in the list. */
const ROOM_FOR_RATE_PX = 64;

/** What is in sight stays where it is. */
export const NEAREST: ScrollIntoViewOptions = { block: 'nearest' };

interface Box {
  x: number;
  y: number;
  width: number;
}

const overlaps = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + HEIGHT_PX &&
  other.y < one.y + HEIGHT_PX;

/** At the element's upper right corner, in the viewport. */
function boxFor({ sheet: { x, y, carrier }, left, top, width }: Seen, text: string): Box {
  const wide = text.length * CHARACTER_PX + AROUND_PX;
  const high = y + top - HEIGHT_PX / 2;
  return {
    x: Math.min(Math.max(x + left + width - wide + 8, 2), innerWidth - wide - 2),
    y: carrier.kind === 'pinned' ? Math.max(high, 2) : high,
    width: wide,
  };
}

/** What is written on a badge. */
function badgeText({ elements, clicks, rate, compared }: Spot, isWide: boolean, { details }: State): string {
  if (compared) return details?.changeText(compared) ?? '';
  if (elements.length > 1) return `${short(clicks)} of ${elements.length}`;
  return rate === null || !isWide ? short(clicks) : `${short(clicks)} · ${share(rate)}`;
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

interface Badge {
  button: HTMLButtonElement;
  /** What it stands for since the page was read last. */
  spot?: Spot;
}

/** Buttons on the elements; strongest first, so that the Tab key goes that way. */
export function createBadges(now: () => State, choose: (spot: Spot) => void): Badges {
  // By key: the page is read again and again, and whoever stands on a badge stays on it.
  const badges = new Map<string, Badge>();
  const make = ({ key }: Spot) => {
    const badge: Badge = { button: document.createElement('button') };
    badge.button.addEventListener('click', () => badge.spot && choose(badge.spot));
    // It may have been made early, out of sight.
    badge.button.addEventListener('focus', () => badge.spot?.elements[0]?.scrollIntoView(NEAREST));
    badges.set(key, badge);
    return badge;
  };
  const put = ({ spot, sheet }: Seen, text: string, { x, y }: Box) => {
    const badge = badges.get(spot.key) ?? make(spot);
    const { button } = badge;
    if (badge.spot !== spot) {
      badge.spot = spot;
      button.className = `badge${spot.elements.length > 1 ? ' twins' : ''}${spot.dead + spot.rage > spot.clicks / 2 ? ' dead' : ''}${spot.compared ? ` ${spot.compared.change}` : ''}`;
      button.setAttribute('aria-label', described(spot));
    }
    if (button.textContent !== text) button.textContent = text;
    if (button.parentNode !== sheet.layer) sheet.layer.append(button);
    const to = `translate(${Math.round(x - sheet.x)}px,${Math.round(y - sheet.y)}px)`;
    if (button.style.transform !== to) button.style.transform = to;
    button.toggleAttribute('data-chosen', spot === now().chosen);
  };
  return {
    paint(seen) {
      const taken: Box[] = [];
      const kept = new Set<string>();
      const state = now();
      for (const it of state.layer === 'counts' ? seen : []) {
        const { spot, width } = it;
        if (!spot.interactive || kept.has(spot.key)) continue;
        const text = badgeText(spot, width > ROOM_FOR_RATE_PX, state);
        const box = boxFor(it, text);
        // One that would lie on a stronger one is left out: the list has them all.
        if (spot !== state.chosen && taken.some((other) => overlaps(box, other))) continue;
        taken.push(box);
        kept.add(spot.key);
        put(it, text, box);
      }
      for (const [key, { button }] of badges) {
        // Somebody stands on it with the keyboard: it may scroll away, but not vanish under him.
        if (kept.has(key) || button.matches(':focus')) continue;
        button.remove();
        badges.delete(key);
      }
    },
    focus(spot) {
      badges.get(spot.key)?.button.focus();
    },
  };
}
