/** The style of the HTML report: no font, image or other thing from elsewhere. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #5b6678; --line: #d8dee8; --paper: #fff; --shade: #f4f6fa; --bar: #2f6fb3; --bad: #b3261e; --good: #1d7a46; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf1; --soft: #9aa6b8; --line: #343d4c; --paper: #161b23; --shade: #1f2630; --bar: #6aa5e3; --bad: #ff8a80; --good: #6fd19b; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 1200px; margin: 0 auto; padding: 16px; }
h1 { font-size: 1.4rem; margin: 8px 0; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 24px 0 8px; }
.tiles { display: flex; flex-wrap: wrap; gap: 8px; padding: 0; margin: 12px 0; list-style: none; }
.tiles li { flex: 1 1 120px; background: var(--shade); border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px; }
.tiles b { display: block; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.tiles span, .note { color: var(--soft); font-size: 0.9rem; }
figure { margin: 12px 0; }
figcaption { font-weight: 600; margin-bottom: 4px; }
svg { width: 100%; max-width: 560px; height: auto; }
svg text { fill: var(--ink); font-size: 13px; }
svg rect { fill: var(--bar); }
.tools { display: flex; flex-wrap: wrap; gap: 8px; position: sticky; top: 0; background: var(--paper); padding: 8px 0; }
.tools input, .tools select { font: inherit; color: inherit; background: var(--shade); border: 1px solid var(--line); border-radius: 6px; padding: 8px; min-width: 0; flex: 1 1 160px; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; padding: 6px 8px; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th button { all: unset; cursor: pointer; font-weight: 600; }
th button:focus-visible { outline: 2px solid var(--bar); outline-offset: 2px; }
th[aria-sort="ascending"] button::after { content: " ▲"; }
th[aria-sort="descending"] button::after { content: " ▼"; }
td.amount, th.amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.minus { color: var(--bad); }
td.plus { color: var(--good); }
tr[hidden] { display: none; }
.tools .narrow { display: none; }
@media (max-width: 700px) {
  td.amount, th.amount { white-space: normal; overflow-wrap: anywhere; }
  .tools .narrow { display: block; }
  table.cards thead { position: absolute; left: -9999px; }
  table.cards tr:not([hidden]) { display: block; border: 1px solid var(--line); border-radius: 8px; margin: 8px 0; padding: 4px 8px; }
  table.cards td { display: flex; justify-content: space-between; gap: 12px; border: 0; padding: 3px 0; text-align: right; white-space: normal; }
  table.cards td::before { content: attr(data-label); color: var(--soft); text-align: left; flex: 0 0 auto; }
  table.cards td:empty { display: none; }
}
`;
