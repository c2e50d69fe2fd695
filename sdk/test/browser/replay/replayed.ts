/** Runs in the player's page: one line for each node and attribute of a replayed document, through shadow roots and frames. */
export const LINES = `(document) => {
  const lines = [];
  const skip = new Set(['rr-block', 'data-rrid', 'rr_width', 'rr_height']);
  const walk = (node, path) => {
    if (node.nodeType === 3) { lines.push(path + ' "' + node.data + '"'); return; }
    if (node.nodeType === 1) {
      lines.push(path + '<' + node.localName + '>');
      for (const { name, value } of node.attributes) if (!skip.has(name)) lines.push(path + '@' + name + '=' + value);
      if (node.localName === 'style' || node.localName === 'link') {
        lines.push(path + ' rules ' + [...(node.sheet?.cssRules ?? [])].map((rule) => rule.cssText).filter((text) => !/rr_|noscript|\\.rr-/.test(text)).join(''));
        return;
      }
      if (node.shadowRoot) walk(node.shadowRoot, path + '#');
      if (node.localName === 'iframe' && node.contentDocument) walk(node.contentDocument, path + '%');
    }
    if (node.adoptedStyleSheets?.length) lines.push(path + ' adopted ' + node.adoptedStyleSheets.map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join('')).join('|'));
    let index = 0;
    for (const child of node.childNodes) if (child.nodeType !== 8) walk(child, path + '/' + index++);
  };
  walk(document, '');
  return lines;
}`;
