import { addressOf, parentOf } from '../dom/index.ts';
import { FULL_SNAPSHOT, INCREMENT, META } from './kinds.ts';
import type { Veil } from './mask-attributes.ts';
import { isSecretField, maskAttributes, veilOf } from './mask-attributes.ts';
import { maskCss, maskText } from './mask-text.ts';

/** What a recorder emits, as far as it is looked at here. */
export interface Recorded {
  type: number;
  timestamp: number;
  data: Record<string, unknown>;
}

interface Serialized {
  type: number;
  id: number;
  tagName?: string;
  isSVG?: boolean;
  attributes?: Record<string, unknown>;
  textContent?: string;
  childNodes?: Serialized[];
}

const ELEMENT = 2;
const TEXT = 3;
const MUTATION = 0;
const INPUT = 5;
/** Sources that carry style rules. */
const STYLES = /^(8|13|15)$/;
const FONT = 10;

const SILENT = /^(script|noscript|template)$/;
const OPEN = '[data-trodden-unmask]';
const SEALED = '[data-trodden-mask],[contenteditable]:not([contenteditable=false])';

export interface EventMaskOptions {
  /** Selectors of the options: what else is sealed, and what else is open. */
  mask?: string | undefined;
  unmask?: string | undefined;
  /** The node that the recorder knows by a number. */
  nodeOf: (id: number) => Node | null;
  /** What is done with the masked attributes of a linked style sheet. */
  shorten?: (attributes: Record<string, unknown>) => void;
}

/**
 * Masks everything that a recorded event says, in place: text, fields, attributes, addresses, style sheets. It does not rely on
 * the recorder's own masking, which leaves attributes, shadow roots' text and values of some fields readable.
 */
export const createEventMask = ({ mask, unmask, nodeOf, shorten }: EventMaskOptions) => {
  const sealed = mask ? `${SEALED},${mask}` : SEALED;
  const open = unmask ? `${OPEN},${unmask}` : OPEN;
  const bySelector = mask || unmask;

  /** Through shadow roots, to the top. */
  const veilAt = (node: Node | null): Veil => {
    let veil: Veil = 'masked';
    let at = node && (node.nodeType === 1 ? (node as Element) : parentOf(node as Element));
    while (at) {
      if (at.closest(sealed)) return 'sealed';
      if (at.closest(open)) veil = 'open';
      at = (at.getRootNode() as ShadowRoot).host ?? null;
    }
    return veil;
  };
  const veilBelow = (node: Serialized, around: Veil): Veil => {
    const veil = veilOf(node.attributes ?? {}, around);
    if (!bySelector || veil === 'sealed') return veil;
    const element = nodeOf(node.id) as Element | null;
    if (mask && element?.matches?.(mask)) return 'sealed';
    return unmask && element?.matches?.(unmask) ? 'open' : veil;
  };

  const maskElement: typeof maskAttributes = (attributes, facts) => {
    maskAttributes(attributes, facts);
    if (facts.tag === 'link') shorten?.(attributes);
  };
  const maskNode = (node: Serialized, around: Veil, parent: string): void => {
    if (node.type === TEXT) {
      const text = node.textContent ?? '';
      if (parent === 'style') node.textContent = maskCss(text);
      else if (SILENT.test(parent)) node.textContent = '';
      else if (around !== 'open' || parent === 'textarea') node.textContent = maskText(text);
      return;
    }
    const tag = (node.tagName ?? '').toLowerCase();
    const veil = node.type === ELEMENT ? veilBelow(node, around) : around;
    if (node.attributes) maskElement(node.attributes, { tag, isSvg: node.isSVG, veil });
    // Comments say nothing to a viewer.
    if (node.type === 5) node.textContent = '';
    for (const child of node.childNodes ?? []) maskNode(child, veil, tag);
  };

  const parentTag = (node: Node | null | undefined): string => node?.nodeName.toLowerCase() ?? '';

  const maskMutation = ({ adds, texts, attributes }: Record<string, unknown>): void => {
    for (const { parentId, node } of adds as { parentId: number; node: Serialized }[]) {
      const parent = nodeOf(parentId);
      maskNode(node, veilAt(parent), parentTag(parent));
    }
    for (const text of texts as { id: number; value: string | null }[]) {
      const node = nodeOf(text.id);
      const at: Serialized = { type: TEXT, id: text.id, textContent: text.value ?? '' };
      maskNode(at, veilAt(node), parentTag(node?.parentNode));
      if (text.value !== null) text.value = at.textContent as string;
    }
    for (const change of attributes as { id: number; attributes: Record<string, unknown> }[]) {
      const node = nodeOf(change.id) as Element | null;
      const type = node?.getAttribute?.('type') ?? undefined;
      // Without the type a field's new value could not be judged.
      const judged = type === undefined ? change.attributes : { ...change.attributes, type };
      const isSvg = node instanceof SVGElement;
      maskElement(judged, { tag: parentTag(node), isSvg, veil: veilAt(node) });
      if (!('type' in change.attributes)) delete judged.type;
      change.attributes = judged;
    }
  };

  const maskInput = (data: { id: number; text: string }): void => {
    const node = nodeOf(data.id) as HTMLInputElement | null;
    const isOpen =
      node &&
      veilAt(node) === 'open' &&
      !isSecretField(node.type, node.autocomplete) &&
      !('rrIsPassword' in node.dataset);
    if (isOpen) return;
    // Of a box that is ticked or a choice the value is no length to show either.
    data.text = node?.type === 'password' || !/^(input|textarea)$/.test(parentTag(node)) ? '' : maskText(data.text);
    if (/^(checkbox|radio|file)$/.test(node?.type ?? '')) data.text = '';
  };

  return ({ type, data }: Recorded): void => {
    const source = data.source as number;
    if (type === FULL_SNAPSHOT) maskNode(data.node as Serialized, 'masked', '');
    else if (type === META) data.href = addressOf(`${data.href}`).url;
    else if (type !== INCREMENT) return;
    else if (source === MUTATION) maskMutation(data);
    else if (source === INPUT) maskInput(data as { id: number; text: string });
    else if (STYLES.test(`${source}`)) maskStyles(data);
    else if (source === FONT) data.fontSource = '';
  };
};

/** Rules, whole sheets and single declarations, wherever they stand. */
const maskStyles = (data: Record<string, unknown>): void => {
  for (const name in data) {
    const value = data[name];
    if (typeof value === 'string') data[name] = /^(property|priority)$/.test(name) ? value : maskValue(data, value);
    else if (value && typeof value === 'object') maskStyles(value as Record<string, unknown>);
  }
};

const maskValue = ({ property }: Record<string, unknown>, value: string): string =>
  typeof property === 'string' ? maskCss(`${property}:${value}`).slice(property.length + 1) : maskCss(value);
