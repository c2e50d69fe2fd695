/** Of what is shown later; in the colours of the first sheet (`../style.ts`). */
export const STYLE = `
.lost{padding:6px 8px;display:flex;gap:10px}.lost .name{white-space:normal}
.form{display:grid;grid-template-columns:1fr 1fr;gap:8px;padding:8px}.form label{font-size:12px;color:var(--soft)}
select{width:100%;border-color:light-dark(#858978,#7b857c);background:var(--surface);color:var(--ink);font-size:13px;padding:0 6px}
.card{padding:8px}.card h3{font-weight:650;overflow-wrap:anywhere}dl{display:grid;grid-template-columns:auto 1fr;gap:4px 14px;padding:8px 0}dd{font-variant-numeric:tabular-nums}
a{color:var(--accent)}.card a{display:block;padding:5px 0}
.badge.more,.badge.new{background:#1a6047}.badge.fewer,.badge.vanished{background:#8a2c10}.badge.steady,.badge.not-enough-data{background:#545c53}
`;
