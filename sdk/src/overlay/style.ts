/**
 * As a sheet made by script, which no Content-Security-Policy on styles stops. Colours are those of the dashboard
 * (`dashboard-lite/src/styles/tokens.css`), where their contrast is tested.
 */
export const STYLE = `
:host{all:initial!important;position:fixed!important;inset:0!important;width:auto!important;height:auto!important;margin:0!important;padding:0!important;border:0!important;overflow:clip!important;background:none!important;color-scheme:light dark!important;pointer-events:none!important;z-index:2147483647!important;display:block!important;opacity:1!important;visibility:visible!important;transform:none!important}
*{box-sizing:border-box;font:inherit;color:inherit;margin:0}
#all{--ground:light-dark(#f4f2ea,#121613);--surface:light-dark(#fffdf8,#1a1f1b);--line:light-dark(#dcd7c8,#323a34);--ink:light-dark(#1b211c,#eeece4);--soft:light-dark(#545c53,#a9b2a8);--accent:light-dark(#1a6047,#84d3ab);--warn:light-dark(#8a2c10,#ffb79d);font:14px/1.4 system-ui,sans-serif;color:var(--ink);position:absolute;inset:0}
.sheet,.sheet>div,canvas{position:absolute;left:0;top:0}.sheet>div{will-change:transform}
.badge{min-height:0;position:absolute;left:0;top:0;pointer-events:auto;cursor:pointer;background:#a94204;color:#fff;border:1px solid #fffdf8;border-radius:9px;padding:0 5px;font-size:11px;font-weight:650;line-height:16px;white-space:nowrap;font-variant-numeric:tabular-nums;box-shadow:0 1px 3px #0006}
.badge.twins{border-style:dashed}.badge.dead{background:#6a2a9c;border-radius:2px}
.badge:hover,.badge[data-chosen]{background:#1b211c;z-index:1}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}.badge:focus-visible{outline:3px solid #1b5fae;z-index:2}
.panel{position:absolute;right:16px;bottom:16px;width:348px;max-height:min(640px,calc(100% - 32px));display:flex;flex-direction:column;pointer-events:auto;background:var(--surface);border:1px solid var(--line);border-radius:14px;box-shadow:0 12px 40px #0003;overflow:hidden}
.panel.small{width:auto;flex-direction:row}
header{display:flex;align-items:center;gap:8px;padding:8px 8px 8px 14px}
h2{font-weight:650;flex:1;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
h2 span{color:var(--soft);font-weight:400}
button,select{background:none;border:1px solid transparent;border-radius:8px;cursor:pointer;min-height:32px;padding:0 10px}
button:hover{background:var(--ground)}.icon{padding:0;width:32px;font-size:18px;line-height:1}
.figures{display:flex;gap:20px;padding:2px 14px 10px}.figures b{display:block;font-size:20px;font-weight:650;font-variant-numeric:tabular-nums;line-height:1.2}
.soft,.figures,dt{color:var(--soft);font-size:12px}.figures b{color:var(--ink)}
.pick{display:flex;margin:0 14px 8px;background:var(--ground);border-radius:8px;padding:2px}
.pick button{flex:1;min-height:30px;padding:0 4px;font-size:13px}.pick [aria-pressed=true]{background:var(--surface);border-color:var(--line);font-weight:600}
[role=tablist]{display:flex;gap:4px;padding:0 10px;border-bottom:1px solid var(--line)}
[role=tab]{border-radius:0;border-bottom:2px solid transparent;font-size:13px;padding:0 8px}[role=tab][aria-selected=true]{border-bottom-color:var(--accent);font-weight:600}
.body{overflow:auto;overscroll-behavior:contain;padding:6px;min-height:96px;flex:1}
ul{list-style:none;padding:0}li button{display:flex;align-items:center;width:100%;gap:10px;text-align:left;padding:6px 8px}
li .name{flex:1;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.count{font-weight:650;font-variant-numeric:tabular-nums}.rate{width:44px;text-align:right;font-variant-numeric:tabular-nums;color:var(--soft);font-size:12px}
.mark{font-size:11px;font-weight:650;color:var(--warn);background:light-dark(#fbe3da,#43211a);border-radius:4px;padding:0 5px}
.note{padding:10px 14px;color:var(--soft);font-size:13px}.trouble{padding:4px 14px 14px;color:var(--warn);overflow-wrap:anywhere}
.busy{height:2px;background:var(--accent);animation:go 1s infinite alternate}@keyframes go{from{opacity:.2}}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media(max-width:600px){.panel{left:0;right:0;bottom:0;width:auto;max-height:52%;border-radius:14px 14px 0 0}.panel.small{left:auto;right:8px;bottom:8px;border-radius:14px}.panel button,select{min-height:40px}.icon{width:40px}}
@media(prefers-reduced-motion:reduce){.busy{animation:none}}
@media(forced-colors:active){.badge{border:2px solid}}
`;
