import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** What every function of the renderer is handed and the overlay never uses: no server's markup, no svg, no context, no refs. */
const NEVER = Object.entries({
  isHydrating: false,
  excessDomChildren: null,
  namespace: null,
  globalContext: null,
  commitQueue: null,
  refQueue: null,
});

const FRAGMENTS = `if (typeof newType == 'function') {
		const { children } = newVNode.props;
		oldDom = diffChildren(parentDom, isArray(children) ? children : [children], newVNode, oldVNode, oldDom);
	} else {
		oldDom = newVNode._dom = diffElementNodes(`;

/** Our own, as short as it may be. */
const RENDER = `export function render(vnode, parentDom) {
	const old = parentDom._children;
	const now = (parentDom._children = createVNode(Fragment, { children: [vnode] }));
	diff(parentDom, now, old || EMPTY_OBJ, old ? old._dom : null);
}
export { createElement as h };`;

/** By file: from where to where, and what stands there instead. The end stays. */
const CUTS = {
  'diff/index.js': [
    ['\t// If the previous diff bailed out, resume', "\touter: if (typeof newType == 'function')", ''],
    ["outer: if (typeof newType == 'function') {", '\n\t\t\toldVNode._dom,\n\t\t\tnewVNode,', FRAGMENTS],
    ['\tif ((tmp = options.diffed))', '\treturn oldDom;', ''],
    ['function rangeEnd(', '/**\n * Diff two virtual nodes representing', ''],
    ['\t// Tracks entering and exiting', '\tif (!dom) {', ''],
    ['\t\tdom = doc.createElementNS(', '\t\t// we are creating', '\t\tdom = doc.createElement(nodeType);\n'],
    ['\t\t// we are creating a new node, so', '\t}\n\n\tif (!nodeType) {', ''],
    ['\t\t// If excessDomChildren was not null', '\t\tfor (i in oldProps) {', ''],
    ['\t\t// If the new vnode didn', '\t\t\tdiffChildren(', '{'],
    ['\t\t\t\texcessDomChildren\n\t\t\t\t\t?', 'oldVNode._children && getDomSibling', ''],
    ['\t\t\t// Remove children that are not part', '\t\t}\n\n\t\t// As above', ''],
    ['export function applyRef(', '/**\n * Unmount', ''],
    ['\tif (options.unmount)', '\tif ((r = vnode._children)) {', ''],
    ['\t// A component that suspended while', '\tif (!skipRemove) removeNode', ''],
    ['function doRender(', '', ''],
  ],
  'diff/children.js': [
    ['\t\t// A ref detached while', '\t\tfirstChildDom = firstChildDom', ''],
    // Which of them need not move is not worth its bytes: all are put in order.
    [
      '\tif (moved) {',
      '\t// Remove remaining oldChildren',
      '\tif (moved) for (const one of newChildren) if (one) one._flags |= INSERT_VNODE;\n',
    ],
    ['\t\t// Root children live in another', '\t\tlet children = parentVNode._children', ''],
    [
      '\t\t// Comments (e.g. server',
      '\t\tif (dom != next)',
      '\t\tlet dom = parentVNode._dom;\n\t\tlet next = oldDom;\n',
    ],
    ['\t\t\t// Containers that aren', '\t\t\t\tparentDom.insertBefore(', ' {'],
  ],
  'diff/props.js': [
    ["\tif (name == 'style') {", "if (name[0] == 'o'", '\t'],
    ['function setStyle(', '// A logical clock', ''],
    ['\t\t\tuseCapture = name !=', '\t\t\t// Infer correct casing', ''],
    ['\t\tif (namespace == SVG', '\t\t\ttry {', "\t\tif (name == 'value' || name == 'selected') {\n"],
    ['options.event ? options.event(e) : ', 'e);', ''],
  ],
  'constants.js': [],
  'util.js': [],
  'create-element.js': [['\t// Only invoke the vnode hook', '\treturn vnode;', '']],
  'component.js': [
    [
      'export function BaseComponent',
      "/**\n * @param {import('./internal').VNode} vnode\n * @param {number | null} [childIndex]",
      '',
    ],
    ['function renderComponent(', '', ''],
  ],
};

/**
 * Preact without what a panel of plain elements never uses: components, hydration, svg, refs, hooks. A third of its bytes are
 * left. Made from its own sources; fails when their text has changed.
 */
export const slimPreact = {
  name: 'slim-preact',
  async resolveId(source, importer, options) {
    if (source !== 'preact') return null;
    const { id } = await this.resolve(source, importer, { ...options, skipSelf: true });
    return resolve(dirname(id), '../src/slim.js');
  },
  load(id) {
    if (!/\/preact\/src\/slim\.js$/.test(id)) return null;
    const parts = Object.entries(CUTS).map(([name, cuts]) => {
      let text = readFileSync(resolve(dirname(id), name), 'utf8').replace(/^import [^;]+;$/gm, '');
      for (const [from, to, instead] of cuts) {
        const start = text.indexOf(from);
        const end = to ? text.indexOf(to, start) : text.length;
        if (start < 0 || end < 0) this.error(`Preact's ${name} has changed around "${from.trim()}"`);
        text = text.slice(0, start) + instead + text.slice(end);
      }
      return text.replace(/^export /gm, '');
    });
    let all = parts.join('\n');
    for (const [name] of NEVER)
      all = all.replace(new RegExp(`^\\s*${name},?$`, 'gm'), '').replaceAll(`, ${name})`, ')');
    const values = NEVER.map(([name, value]) => `const ${name} = ${value};`);
    return { code: [...values, all, RENDER].join('\n'), map: null };
  },
};
