# SPDX-License-Identifier: Apache-2.0
# Copyright the Martlet authors
"""Pages of `martlet run --html`, read by an HTML parser as a browser reads them: foreign HTML keeps to its place."""

import re
import subprocess

import html5lib
import nbformat
import pytest
from conftest import kernel_program

XHTML = "{http://www.w3.org/1999/xhtml}"

# What must stand nowhere in a page's body.
FORBIDDEN = set(
    "script iframe frame frameset form input button select textarea option object embed applet base meta link template "
    "noscript title plaintext xmp dialog foreignObject animate animateTransform set annotation-xml".split()
)

# Each is left open, or tries to leave its cell.
HOSTILE = [
    "<textarea>",
    "<title>",
    "<!--",
    "<!-- a comment that never ends",
    "<!",
    "<?php",
    "<script>",
    "<script>let a = '",
    "<style>",
    "<style>body { display: none }",
    "<style>body, main, * { display: none }</style>",
    "<style>~ div { display: none } > p, + div { display: none }</style>",
    "<style>p {} } body { display: none }</style>",
    "<style>@import 'https://example.org/a.css'; @media print { } } * { display: none }</style>",
    "<style>p:is(:not(a) { color: red } body{display:none}</style>",
    "<style>p { color: red; } </style",
    "<plaintext>",
    "<xmp>",
    "<listing>",
    "<svg>",
    "<svg><style>",
    "<svg><title>",
    "<svg><desc>",
    "<svg><foreignObject>",
    "<svg><foreignObject><div>",
    "<svg><script>alert(1)",
    "<svg><![CDATA[",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<svg><use href='https://example.org/a.svg#b'/>",
    "<math>",
    "<math><mtext>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><annotation-xml encoding='text/html'><div>",
    "<template>",
    "<template><div>",
    "<noscript>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<noembed>",
    "<noframes>",
    "<frameset>",
    "<base href='https://example.org/'>",
    "<meta http-equiv=refresh content='0;url=https://example.org/'>",
    "<link rel=stylesheet href='https://example.org/a.css'>",
    "<form action='https://example.org/'><input name=a><button>send</button>",
    "<select><option>",
    "<object data='a.swf'>",
    "<embed src='a.swf'>",
    "<div style='position:fixed;inset:0;background:red'>cover</div>",
    "<div style='po\\73ition:fixed;top:0'>cover</div>",
    "<div style='position/**/:/**/fixed;top:0'>cover</div>",
    "<div style='margin-top:-500px'>cover</div>",
    "<div style='background:url(https://example.org/a.png)'>tracked</div>",
    "<div style='x:expression(alert(1))'>",
    "<div class='skip'>away</div><div class=\"prompt\">away</div>",
    "<div title=\"",
    "<div title='never closed",
    "<div title=\"a\" class='",
    "<div",
    "<div a=b c",
    "<a href=\"",
    "<img src=\"",
    "<img src='https://example.org/a.png' onerror='alert(1)'>",
    "<img src=x onerror=alert(1)//",
    "<a href='javascript:alert(1)'>link</a>",
    "<a href='java&#10;script:alert(1)'>link</a>",
    "<a href='&#x6A;avascript&colon;alert(1)'>link</a>",
    "<a href=' \x01javascript:alert(1)'>link</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>link</a>",
    "<a href='vbscript:x'><b>link",
    "</div>",
    "</div></div></div></section></main></body></html>",
    "</main>",
    "</p></td></tr></table></div>",
    "<main>",
    "<body onload=alert(1)>",
    "<html><head><title>other</title></head><body>",
    "<table>",
    "<table><tr>",
    "<table><tr><td>",
    "<table><table><table>",
    "<table><caption>",
    "<table><colgroup>",
    "<table><div>moved</div><tr><td>cell",
    "<table><style>td { color: red }",
    "<tr><td>no table",
    "<ul><li>",
    "<dl><dt>",
    "<details>",
    "<details><summary>",
    "<pre>",
    "<p>",
    "<h1><h2><h3>",
    "<b><i><u><a href='#'>",
    "<b><p></b></p><i><div></i></div>",
    "<font color=red><center>",
    "<nobr><marquee><blink>",
    "<video autoplay><source src='https://example.org/a.mp4'>",
    "<audio src='https://example.org/a.mp3' controls>",
    "<dialog open>",
    "<button form=a>",
    "<li></ul></ol><p></p></blockquote>",
    "<a><div><a><div><a>",
    "<span>" * 600,
    "<div>" * 600,
    "<table><tr><td>" * 200,
    "&lt;script&gt;",
    "<![CDATA[ <p> ]]",
    "<ruby><rt>",
    "<x-widget><slot>",
    "<svg/onload=alert(1)>",
    "<svg><p><style><img src='</style><img src=x onerror=alert(1)>'>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<p title=\"</p></div><script>alert(1)</script>\">",
    "<div style=\"color:red;</style><script>alert(1)</script>\">",
    "<a title='\"><img src=x onerror=alert(1)>'>",
    "<0><-><=>< div>",
    "<a/href='javascript:alert(1)'/onclick='alert(1)'>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<IMG SRC='&#14;javascript:alert(1);'>",
]

DATA_FRAME = """<div>
<style scoped>
    .dataframe tbody tr th:only-of-type { vertical-align: middle; }
    .dataframe thead th { text-align: right; }
</style>
<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>a</th></tr></thead>
<tbody><tr><th>0</th><td style="background-color: #ffcc00; width: 10em">1.5</td></tr></tbody></table></div>"""


def markdown(source):
    return nbformat.v4.new_markdown_cell(source)


def output(mime, content):
    shown = nbformat.v4.new_output("display_data", {mime: content, "text/plain": "shown"})
    return nbformat.v4.new_code_cell("1", metadata={"tags": ["skip-execution"]}, outputs=[shown])


def raw(source):
    return nbformat.v4.new_raw_cell(source, metadata={"format": "text/html"})


@pytest.fixture(scope="module")
def page_of(tmp_path_factory, jupyter_home):
    """Runs a notebook of these cells, none of which needs running, and parses its page."""

    def make(cells):
        folder = tmp_path_factory.mktemp("page")
        book = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "martlet", "display_name": "Swift"}})
        book.cells = cells
        nbformat.write(book, folder / "a.ipynb")
        subprocess.run(
            [kernel_program(), "run", folder / "a.ipynb", "--html", folder / "a.html"],
            check=True, capture_output=True, timeout=120)
        text = (folder / "a.html").read_text(encoding="utf-8")
        return text, html5lib.parse(text)

    return make


def name(element):
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else "comment"


def body_of(document):
    return document.find(f"{XHTML}body")


def check_harmless(document):
    for element in body_of(document).iter():
        assert name(element) not in FORBIDDEN or (
            name(element) == "title" and "svg" in element.tag
        ), f"<{name(element)}> in the body"
        for attribute, value in element.attrib.items():
            attribute = attribute.rsplit("}", 1)[-1].lower()
            assert not attribute.startswith("on"), (name(element), attribute)
            if attribute in ("href", "src", "poster", "action"):
                assert re.match(r"#|data:(image|audio|video)/|https?:|mailto:|(?!\s*[a-z][a-z0-9+.-]*\s*:)", value, re.I), value
                assert name(element) == "a" or not value.startswith("http"), (name(element), value)
            if attribute == "style":
                assert not re.search(r"position|url\(\s*['\"]?http|expression|\\", value, re.I), value
        if name(element) == "style":
            rules = re.sub(r"@media[^{]*\{", "", element.text or "")
            for rule in re.findall(r"([^{}]+)\{[^{}]*\}", rules):
                assert all(part.strip().startswith(".c") for part in rule.split(",")), rule


@pytest.mark.parametrize("place", ["markdown", "inline", "table cell", "output", "svg", "markdown output", "raw"])
def test_what_is_left_open_keeps_to_its_cell(page_of, place):
    cells = []
    for index, snippet in enumerate(HOSTILE):
        follow = f"{snippet} AFTER{index}"
        cells.append(
            {
                "markdown": lambda: markdown(f"{snippet}\n\nAFTER{index}"),
                "inline": lambda: markdown(f"Some words {follow}"),
                "table cell": lambda: markdown(f"| a | b |\n|---|---|\n| {follow} | c |\n"),
                "output": lambda: output("text/html", follow),
                "svg": lambda: output("image/svg+xml", f"<svg xmlns='http://www.w3.org/2000/svg'>{follow}</svg>"),
                "markdown output": lambda: output("text/markdown", follow),
                "raw": lambda: raw(follow),
            }[place]()
        )
        cells.append(markdown(f"MARKER{index}"))
    text, document = page_of(cells)
    check_harmless(document)
    body = body_of(document)
    assert [name(child) for child in body if name(child) in ("main", "footer")] == ["main", "footer"]
    main = body.find(f"{XHTML}main")
    shown = {}
    for child in main:
        content = "".join(child.itertext())
        for found in re.findall(r"MARKER\d+", content):
            # A paragraph of its own, in a cell of its own, directly in the page.
            assert [name(inner) for inner in child] == ["p"] and content.strip() == found, (found, content[:200])
            shown[found] = child
    missing = [HOSTILE[index] for index in range(len(HOSTILE)) if f"MARKER{index}" not in shown]
    assert not missing, missing
    if place != "svg":
        # What follows in the same cell is there too, as text that shows.
        visible = "".join(
            text for child in main for element in child.iter() if name(element) not in ("style", "title", "desc")
            for text in [element.text or "", *[inner.tail or "" for inner in element]])
        # A browser, too, takes what follows an open title of a figure for its title, to the end of the cell.
        titles = {"<svg><title>", "<svg><desc>"}
        lost = [HOSTILE[i] for i in range(len(HOSTILE)) if f"AFTER{i}" not in visible and HOSTILE[i] not in titles]
        assert not lost, lost


def test_what_readers_need_stays(page_of):
    png = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    figure = (
        '<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" width="90pt" viewBox="0 0 90 60" id="f-root" role="img">'
        '<title id="t">A &amp; B</title><style>@media(prefers-color-scheme:dark){\n#f-root .s1{stroke:#fff!important}\n}\n'
        "*{stroke-linejoin: round}</style>"
        '<defs><clipPath id="c"><rect width="9" height="9"/></clipPath><linearGradient id="g" gradientUnits="userSpaceOnUse">'
        '<stop offset="0" stop-color="red"/></linearGradient><path id="k1" d="M 0 0 L 1 1"/></defs>'
        '<g clip-path="url(#c)" style="fill:url(#g);stroke-width:2"><use xlink:href="#k1" x="3"/>'
        f'<image xlink:href="{png}" style="image-rendering:pixelated"/><text text-anchor="middle">label</text></g></svg>'
    )
    text, document = page_of([
        markdown("# Title\n\n<details open><summary>More</summary>\n\n| a | b |\n|:--|--:|\n| 1 | $x^2$ |\n\n</details>"),
        markdown("<font color='red'>red</font> <kbd>K</kbd> H<sub>2</sub>O <mark>m</mark>\n\n"
                 f"<img src='{png}' width=20 alt='dot'> <a href='https://example.org/?a=1&b=2' target=_blank>out</a>"),
        markdown("$$\\begin{aligned} a &= b \\\\ \\sqrt{c} &= \\frac{1}{2} \\end{aligned}$$"),
        output("text/html", DATA_FRAME),
        output("image/svg+xml", figure),
        output("text/html", "<progress value=3 max=9></progress><ruby>漢<rt>kan</rt></ruby><ol start=3><li value=7>x</ol>"
               "<table><tr><td rowspan=2 style='text-align:center;border:1px solid #ccc'>c<th scope=row>d</table>"),
    ])
    check_harmless(document)
    main = body_of(document).find(f"{XHTML}main")

    def only(tag):
        found = [element for element in main.iter() if name(element) == tag]
        assert found, tag
        return found[0]

    details = only("details")
    assert "open" in details.attrib and name(details[0]) == "summary"
    assert any(name(inner) == "table" for inner in details.iter()), "Markdown within <details>"
    assert any(name(inner) == "msup" for inner in details.iter())
    assert only("font").attrib["color"] == "red" and only("kbd").text == "K" and only("sub").text == "2"
    assert only("img").attrib["src"] == png and only("img").attrib["width"] == "20"
    link = [element for element in main.iter() if element.attrib.get("target") == "_blank"][0]
    assert link.attrib["href"] == "https://example.org/?a=1&b=2"
    for tag in ["math", "mtable", "mtr", "mtd", "msqrt", "mfrac", "annotation"]:
        only(tag)
    frame = [element for element in main.iter() if element.attrib.get("class") == "dataframe"][0]
    cell = [element for element in frame.iter() if name(element) == "td"][0]
    assert cell.attrib["style"] == "background-color:#ffcc00;width:10em"
    styles = "".join(element.text for element in main.iter() if name(element) == "style")
    assert re.search(r"\.c4-1 \.dataframe thead th \{text-align:right\}", styles), styles
    assert "@media(prefers-color-scheme:dark) {" in styles and ".c5-1 #f-root .s1 {stroke:#fff!important}" in styles
    svg = only("svg")
    assert svg.attrib["viewBox"] == "0 0 90 60" and "".join(svg[0].itertext()) == "A & B"
    for tag in ["clipPath", "linearGradient", "stop", "use", "image", "text"]:
        only(tag)
    group = only("g")
    assert group.attrib["clip-path"] == "url(#c)" and group.attrib["style"] == "fill:url(#g);stroke-width:2"
    assert only("progress").attrib == {"value": "3", "max": "9"} and only("rt").text == "kan"
    assert [element.attrib for element in main.iter() if name(element) == "li"] == [{"value": "7"}]
    assert [element.attrib["rowspan"] for element in main.iter() if "rowspan" in element.attrib] == ["2"]


def test_the_policy_of_the_page_forbids_what_should_never_happen(page_of):
    text, document = page_of([markdown("a")])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text).group(1)
    for rule in ["default-src 'none'", "form-action 'none'", "base-uri 'none'"]:
        assert rule in policy
    assert "script-src" not in policy and "http" not in policy
