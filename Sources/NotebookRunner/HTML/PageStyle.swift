// SPDX-License-Identifier: Apache-2.0
// Copyright the Martlet authors

/// The page's stylesheet.
///
/// One column of a readable measure, the contents beside it where there is room; light and dark after the reader's
/// choice, with figures always on white since their own colours are made for paper; black on white in print.
enum PageStyle {
  static let css = [base, prose, code, outputs, contents, colors, print].joined(separator: "\n")

  private static let base = """
    :root {
      --text: #1f2328; --muted: #656d76; --paper: #ffffff; --panel: #f6f7f9; --line: #d9dde3; --link: #0b5cad;
      --error: #b42318; --error-panel: #fff4f2; --warning: #b54708;
      --keyword: #9b2393; --type: #0b5c75; --string: #b3261e; --number: #1c00cf; --comment: #5d6c79;
      --attribute: #815f03;
      --ansi-0: #24292f; --ansi-1: #b42318; --ansi-2: #116329; --ansi-3: #7d4e00; --ansi-4: #0550ae; --ansi-5: #8250df;
      --ansi-6: #1b7c83; --ansi-7: #6e7781; --ansi-8: #57606a; --ansi-9: #cf222e; --ansi-10: #1a7f37;
      --ansi-11: #9a6700; --ansi-12: #0969da; --ansi-13: #8250df; --ansi-14: #3192aa; --ansi-15: #8c959f;
      --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Cambria, Georgia, "Noto Serif",
        "DejaVu Serif", serif;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
      --mono: ui-monospace, "SF Mono", Menlo, "Cascadia Code", Consolas, "Noto Sans Mono", "DejaVu Sans Mono",
        monospace;
    }
    *, *::before, *::after { box-sizing: border-box; }
    html { color-scheme: light dark; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; padding: 2.5rem 1.25rem 3rem; max-width: 49rem;
      color: var(--text); background: var(--paper); font: 1.0625rem/1.6 var(--serif);
    }
    a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.15em; }
    a:focus-visible, pre:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    body > .skip { position: absolute; left: -100vw; }
    body > .skip:focus { left: 1rem; top: 1rem; padding: 0.5rem 1rem; background: var(--paper); z-index: 1; }
    footer {
      margin-top: 3rem; padding-top: 0.75rem; border-top: 1px solid var(--line);
      color: var(--muted); font: 0.8125rem/1.5 var(--sans);
    }
    """

  private static let prose = """
    h1, h2, h3, h4, h5, h6 {
      font-family: var(--sans); line-height: 1.25; font-weight: 650; margin: 1.8em 0 0.6em; text-wrap: balance;
    }
    h1 { font-size: 2rem; letter-spacing: -0.015em; }
    h2 { font-size: 1.45rem; letter-spacing: -0.01em; }
    h3 { font-size: 1.175rem; }
    h4, h5, h6 { font-size: 1rem; }
    main > :first-child > :first-child { margin-top: 0; }
    .anchor { margin-left: 0.4em; color: var(--muted); text-decoration: none; font-weight: 400; opacity: 0; }
    :is(h1, h2, h3, h4, h5, h6):hover > .anchor, .anchor:focus-visible { opacity: 1; }
    p, ul, ol, blockquote, .table, .prose > pre { margin: 0 0 1em; }
    ul, ol { padding-left: 1.6em; }
    li { margin: 0.2em 0; }
    li > p { margin-bottom: 0.5em; }
    li > ul, li > ol { margin-bottom: 0; }
    blockquote { padding: 0.1em 0 0.1em 1.1em; border-left: 3px solid var(--line); color: var(--muted); }
    blockquote > :last-child { margin-bottom: 0; }
    hr { border: 0; border-top: 1px solid var(--line); margin: 2.2em 0; }
    img, svg, video { max-width: 100%; height: auto; }
    .prose img { background: #fff; border-radius: 4px; }
    sub, sup { line-height: 0; }
    .missing-image { color: var(--muted); font-style: italic; }
    .table, .rich { overflow-x: auto; }
    /* What brought styles of its own neither covers nor moves what stands around it. */
    .rich, .figure, .contained { contain: paint; overflow-wrap: break-word; }
    table { border-collapse: collapse; font: 0.9rem/1.45 var(--sans); font-variant-numeric: tabular-nums; }
    th, td { padding: 0.35em 0.9em 0.35em 0; text-align: left; border-bottom: 1px solid var(--line); }
    td:last-child, th:last-child { padding-right: 0; }
    thead th { border-bottom-color: var(--muted); font-weight: 650; vertical-align: bottom; }
    math {
      font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", "DejaVu Math TeX Gyre", math;
      font-size: 1.05em;
    }
    math[display="block"] { margin: 1.1em 0; overflow-x: auto; overflow-y: hidden; }
    .tex { font-style: italic; white-space: pre-wrap; }
    .tex-display { margin: 1em 0; text-align: center; }
    """

  private static let code = """
    pre, code { font-family: var(--mono); font-size: 0.84rem; }
    :not(pre) > code { padding: 0.1em 0.3em; border-radius: 4px; background: var(--panel); font-size: 0.84em; }
    pre { margin: 0; line-height: 1.5; overflow-x: auto; tab-size: 4; }
    .prose > pre, .prose li > pre, .prose blockquote > pre, .input pre {
      padding: 0.75rem 1rem; border-radius: 6px; background: var(--panel);
    }
    .cell { margin: 1.35em 0; }
    .input { position: relative; }
    .input > .prompt {
      position: absolute; right: 0.65rem; top: 0.3rem; color: var(--muted); font: 0.7rem/1.6 var(--sans);
      font-variant-numeric: tabular-nums; user-select: none; opacity: 0.75;
    }
    details > summary { cursor: pointer; color: var(--muted); font: 0.85rem/1.6 var(--sans); margin-bottom: 0.4rem; }
    .hl-keyword { color: var(--keyword); font-weight: 600; }
    .hl-type { color: var(--type); }
    .hl-string { color: var(--string); }
    .hl-number { color: var(--number); }
    .hl-comment { color: var(--comment); font-style: italic; }
    .hl-attribute { color: var(--attribute); }
    """

  private static let outputs = """
    .outputs { margin-top: 0.6rem; }
    .outputs > * + * { margin-top: 0.6rem; }
    .outputs > pre { padding: 0.1rem 1rem; }
    .stream { max-height: 32rem; overflow-y: auto; }
    .stderr {
      border-left: 3px solid var(--warning); color: var(--muted); white-space: pre-wrap; overflow-wrap: anywhere;
    }
    .error {
      border-left: 3px solid var(--error); background: var(--error-panel); white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .outputs > .error { padding: 0.6rem 1rem; border-radius: 0 6px 6px 0; }
    .figure { overflow-x: auto; text-align: center; }
    .figure > svg, .figure > img { display: inline-block; vertical-align: top; }
    .rich { padding: 0 1rem; }
    .rich > :last-child { margin-bottom: 0; }
    .ansi-bold { font-weight: 700; }
    .ansi-faint { opacity: 0.7; }
    .ansi-italic { font-style: italic; }
    .ansi-underline { text-decoration: underline; }
    .ansi-strike { text-decoration: line-through; }
    .ansi-inverse { filter: invert(1); background: var(--paper); }
    \((0..<16).map { ".ansi-fg-\($0) { color: var(--ansi-\($0)); }" }.joined(separator: "\n"))
    \((0..<16).map { ".ansi-bg-\($0) { background: var(--ansi-\($0)); color: var(--paper); }" }.joined(separator: "\n"))
    """

  private static let contents = """
    nav { margin-bottom: 2rem; padding: 0.9rem 1.2rem; border: 1px solid var(--line); border-radius: 6px; }
    nav, nav ul { font: 0.875rem/1.45 var(--sans); }
    nav p { margin: 0 0 0.4rem; font-weight: 650; }
    nav ul { list-style: none; margin: 0; padding: 0; }
    nav li { margin: 0.3em 0; }
    nav .level-2 { padding-left: 1em; }
    nav .level-3 { padding-left: 2em; }
    nav a { color: inherit; text-decoration: none; }
    nav a:hover { color: var(--link); text-decoration: underline; }
    @media screen and (min-width: 78rem) {
      body.has-contents {
        display: grid; grid-template-columns: 15rem minmax(0, 46.5rem); column-gap: 3.5rem;
        max-width: none; justify-content: center;
      }
      body.has-contents > nav {
        grid-row: 1 / span 2; position: sticky; top: 2.5rem; align-self: start; margin: 0; padding: 0; border: 0;
        max-height: calc(100vh - 5rem); overflow-y: auto; color: var(--muted);
      }
      body.has-contents > main, body.has-contents > footer { grid-column: 2; }
    }
    """

  private static let colors = """
    @media (prefers-color-scheme: dark) {
      :root {
        --text: #dfe3e8; --muted: #98a2ae; --paper: #16191d; --panel: #1f242a; --line: #373e47; --link: #7ab7ff;
        --error: #ff8a7a; --error-panel: #2d1c1b; --warning: #e0a458;
        --keyword: #ff7ab2; --type: #6bdfff; --string: #ff8170; --number: #d9c97c; --comment: #8a99a8;
        --attribute: #ffa14f;
        --ansi-0: #7d8590; --ansi-1: #ff7b72; --ansi-2: #3fb950; --ansi-3: #d29922; --ansi-4: #58a6ff;
        --ansi-5: #bc8cff; --ansi-6: #39c5cf; --ansi-7: #b1bac4; --ansi-8: #8b949e; --ansi-9: #ffa198;
        --ansi-10: #56d364; --ansi-11: #e3b341; --ansi-12: #79c0ff; --ansi-13: #d2a8ff; --ansi-14: #56d4dd;
        --ansi-15: #f0f6fc;
      }
      .figure > svg, .figure > img { background: #fff; color: #000; border-radius: 6px; }
    }
    """

  private static let print = """
    @media print {
      @page { margin: 18mm 16mm; }
      :root { --text: #000; --muted: #444; --paper: #fff; --panel: #f4f4f4; --line: #bbb; --link: #000; }
      body { padding: 0; max-width: none; font-size: 10.5pt; }
      nav, .skip, .anchor { display: none; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; }
      .stream { max-height: none; }
      h1, h2, h3, h4 { break-after: avoid; }
      .figure, .input, table, blockquote { break-inside: avoid; }
      p, li { orphans: 3; widows: 3; }
    }
    """
}
