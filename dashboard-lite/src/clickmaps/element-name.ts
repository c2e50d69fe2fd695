interface Named {
  text: string;
  tag_name: string;
  key: string;
  anchor: { t: string };
}

const KINDS = new Map<string, string>(
  Object.entries({
    a: 'Link',
    link: 'Link',
    button: 'Button',
    summary: 'Fold-out',
    label: 'Label',
    select: 'Choice',
    textarea: 'Text field',
    img: 'Image',
    svg: 'Icon',
  }),
);

/** What to call an element whose page is not at hand: its text where that may be told, else its kind and the end of its key. */
export function elementName({ text, tag_name, key, anchor }: Named): string {
  const kind =
    KINDS.get(anchor.t) ?? KINDS.get(tag_name) ?? (anchor.t.startsWith('input') ? 'Field' : tag_name || anchor.t);
  return text ? `${kind} “${text}”` : `${kind} ${key.slice(-4)}`;
}
