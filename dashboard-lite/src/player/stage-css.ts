const POINTER =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Cpath d='M4 2l15 11-7 1 4 7-3 1-4-7-5 5z' fill='%231b211c' stroke='white' stroke-width='1.500'/%3E%3C/svg%3E";

/** Adopted by script: the page's policy lets no style sheet be fetched, so that none of a recording's can be. */
export const STAGE_CSS = `
html, body { height: 100%; margin: 0; overflow: hidden; background: #e4e1d6; }
.replayer-wrapper { position: absolute; left: 50%; top: 50%; transform-origin: 0 0; }
.replayer-wrapper > iframe { border: 0; background: white; pointer-events: none; }
.replayer-mouse { position: absolute; z-index: 2; width: 22px; height: 22px; background: url("${POINTER}") no-repeat; transition: left 50ms linear, top 50ms linear; }
.replayer-mouse::after { content: ""; position: absolute; width: 28px; height: 28px; margin: -12px; border-radius: 50%; background: #a94204; opacity: 0; }
.replayer-mouse.active::after { animation: press 300ms ease-out; }
.replayer-mouse.touch-device { width: 34px; height: 34px; margin: -17px; border: 3px solid #a94204; border-radius: 50%; background: none; opacity: 0; }
.replayer-mouse.touch-device.touch-active { opacity: 1; }
.replayer-mouse-tail { position: absolute; z-index: 1; pointer-events: none; }
.map { position: absolute; inset: 0; z-index: 3; }
.map .spot { position: absolute; box-sizing: border-box; padding: 0; border: 2px solid #c8570c; background: #f6a86822; cursor: pointer; }
.map .spot.twins { border-style: dashed; }
.map .spot b { position: absolute; top: -10px; right: -8px; padding: 0 6px; border: 1px solid #fffdf8; border-radius: 9px; background: #a94204; color: #fff; font: 650 12px/17px system-ui, sans-serif; white-space: nowrap; }
.map .spot:is(:hover, :focus-visible) { outline: 3px solid #1b5fae; z-index: 1; }
@keyframes press { from { opacity: 0.7; scale: 0.4; } to { opacity: 0; scale: 1.6; } }
`;
