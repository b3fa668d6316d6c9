"""The style of painted text: blocks tint the ground, fields colour the words; light and dark.

``PAINTED`` holds for what stands in an element of the class ``painted``, on any page; ``STYLE`` is the whole style of a
page that holds nothing else. No face, picture or address from elsewhere; ``prefers-color-scheme`` chooses the colours.
"""

from __future__ import annotations

_LIGHT = """\
  --ground: #fbfaf7; --ink: #1c1b19; --soft: #5f5b53; --line: #dedad0; --card: #ffffff;
  --identity: #00617a; --addressees: #2d6a1f; --handling: #9a3d00; --declassification: #7a5200;
  --topic: #1d4fb8; --references: #8a1c7c; --hands: #5b3fa8; --catalogue: #3d5a80;
  --transmission: #3b82c4; --heading: #1295a8; --opening: #3f9b4b; --paragraph: #b9b3a6;
  --closing: #9a6ad0; --furniture: #8b8577; --notice: #d19a1c; --unknown: #d0021b;
  --read: #a6182d; --means: #0b6b2e; --doubtful: #6b4300; --depth: 9%;
"""
_DARK = """\
    --ground: #16171a; --ink: #e6e3dc; --soft: #a19c91; --line: #34363b; --card: #1d1f23;
    --identity: #6fd0e6; --addressees: #96d184; --handling: #ffab73; --declassification: #e6c063;
    --topic: #93b8ff; --references: #f09be3; --hands: #c3aeff; --catalogue: #9fbfe6;
    --paragraph: #6d6a63; --furniture: #7d786c;
    --read: #ff8f9c; --means: #7fe0a0; --doubtful: #ffc561; --depth: 16%;
"""
_RULES = """\
.legend { display: grid; grid-template-columns: auto 1fr; gap: .5rem 1rem; align-items: baseline;
  margin: 1.2rem 0 1.6rem; padding: .8rem 1rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--card); }
.legend h2 { margin: 0; font-size: .85rem; color: var(--soft); }
.keys { display: flex; flex-wrap: wrap; gap: .35rem .9rem; list-style: none; margin: 0; padding: 0; font-size: .9rem; }
.keys [class^=k-] { border-left-width: .5rem; border-left-style: solid; padding-left: .4rem; }
.none, .none * { color: var(--soft); border-color: var(--line); font-weight: 400; background: none; }
.block { display: grid; grid-template-columns: 7rem minmax(0, 1fr);
  border-left-width: .5rem; border-left-style: solid; }
.block > h3 { margin: 0; padding: .1rem .6rem; font-size: .78rem; line-height: 1.5rem; font-weight: 600;
  color: var(--soft); position: sticky; top: 0; align-self: start; }
.block + .block { margin-top: 1px; }
.k-transmission { border-color: var(--transmission); --tint: var(--transmission); }
.k-heading { border-color: var(--heading); --tint: var(--heading); }
.k-opening { border-color: var(--opening); --tint: var(--opening); }
.k-paragraph { border-color: var(--paragraph); --tint: var(--paragraph); }
.k-closing { border-color: var(--closing); --tint: var(--closing); }
.k-furniture { border-color: var(--furniture); --tint: var(--furniture); }
.k-notice { border-color: var(--notice); --tint: var(--notice); }
.k-unknown { border-color: var(--unknown); --tint: var(--unknown); }
.block { background: color-mix(in srgb, var(--tint) var(--depth), transparent); }
.block.k-paragraph { background: var(--card); }
.block.k-unknown { --depth: 100%; color: #fff; font-weight: 700; }
.block.k-unknown > h3, .block.k-unknown .out, .block.k-unknown .l::before { color: #fff; opacity: 1; }
.keys .k-unknown:not(.none) { background: var(--unknown); color: #fff; padding-right: .4rem; }
.l { display: grid; grid-template-columns: 3.2rem minmax(0, 1fr) minmax(0, 19rem); column-gap: .8rem; }
.l:target { outline: 2px solid var(--topic); }
.l::before { content: attr(data-n); color: var(--soft); font: .75rem/1.5rem ui-monospace, monospace;
  text-align: right; user-select: none; }
.l code { font: .875rem/1.5rem ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; tab-size: 8; direction: ltr; unicode-bidi: isolate; min-height: 1.5rem; }
.l:not(:has(> .names)) code { grid-column: 2 / -1; }
.names { list-style: none; margin: 0; padding: .25rem .6rem 0 0; font-size: .75rem; line-height: 1.3;
  overflow-wrap: anywhere; user-select: none; }
.names li { display: inline; }
.names li + li::before { content: " · "; color: var(--soft); }
.f { border-bottom: 1.5px solid; border-radius: 2px; }
.g-body { border-bottom: 0; }
.names [class^=g-] { border: 0; }
.g-identity { color: var(--identity); font-weight: 600; }
.g-addressees { color: var(--addressees); }
.g-handling { color: var(--handling); font-weight: 600; }
.g-declassification { color: var(--declassification); }
.g-topic { color: var(--topic); font-weight: 600; }
.g-references { color: var(--references); font-weight: 600; }
.g-hands { color: var(--hands); font-weight: 600; }
.g-catalogue { color: var(--catalogue); }
.names .g-body { color: var(--soft); }
.names li { font-weight: 400; }
.f .f { background: color-mix(in srgb, currentColor 9%, transparent); }
.g-body .f { background: none; }
.block.k-unknown .f { color: inherit; }
.out { color: var(--soft); }
del { color: var(--read); text-decoration: line-through; background: color-mix(in srgb, var(--read) 12%, transparent); }
ins { color: var(--means); text-decoration: none; font-weight: 700; user-select: none;
  background: color-mix(in srgb, var(--means) 14%, transparent); border-radius: 2px; padding: 0 .1em; }
.doubtful { color: var(--doubtful); background: color-mix(in srgb, var(--doubtful) 16%, transparent); }
.doubtful::after { content: "?"; }
strong.doubtful { background: none; }
strong.doubtful::after { content: ""; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem 1.2rem .25rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
thead th { color: var(--soft); font-weight: 500; }
tbody th { font-weight: 500; white-space: nowrap; }
table.numbers td:nth-child(2), table.numbers td:nth-child(3),
table.numbers th:nth-child(2), table.numbers th:nth-child(3) { text-align: right; }
.swatch { display: inline-block; width: .8rem; height: .8rem; margin-right: .4rem; background: var(--tint);
  vertical-align: -.1rem; }
td del, td ins { white-space: pre-wrap; }
.missing { color: var(--soft); margin: 0; }
@media (max-width: 60rem) {
  .block { grid-template-columns: minmax(0, 1fr); }
  .block > h3 { position: static; line-height: 1.3; }
  .l { grid-template-columns: 2.4rem minmax(0, 1fr); column-gap: .5rem; }
  .names { grid-column: 2; padding: 0 0 .3rem; }
  .legend { grid-template-columns: minmax(0, 1fr); }
}
@media print { .block > h3 { position: static; } }
"""
_PAGE = """\
* { box-sizing: border-box; }
html { background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 78rem; padding: 1.5rem 1rem 4rem; }
article + article { border-top: 3px double var(--line); margin-top: 4rem; padding-top: 2rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 1.8rem 0 .5rem; }
header p { margin: .2rem 0; color: var(--soft); overflow-wrap: anywhere; }
header p.subject { color: var(--ink); font-size: 1.1rem; }
a { color: var(--topic); }
"""


def _colours(selector: str) -> str:
    return f"{selector} {{\n{_LIGHT}}}\n@media (prefers-color-scheme: dark) {{\n{selector} {{\n{_DARK}}}\n}}\n"


PAINTED = f"{_colours('.painted')}.painted {{\n{_RULES}}}\n"
STYLE = f"{_colours(':root')}{_PAGE}.painted {{\n{_RULES}}}\n"
