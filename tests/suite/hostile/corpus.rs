//! Hostile strings: what drives a terminal, reorders or hides text, and what Markdown, HTML and spreadsheets act on.
//! Each carries a word of its own, so that it can be found again wherever it comes out.

/// Every payload: its number, then what is hostile, then an end.
pub fn payloads() -> Vec<String> {
    let mut bodies = terminal();
    bodies.extend(unseen());
    bodies.extend(markup());
    bodies.iter().enumerate().map(|(n, body)| format!("{}{body}z{n:03}", word(n))).collect()
}

/// The word a payload begins with.
pub fn word(n: usize) -> String {
    format!("k{n:03}q")
}

/// Sequences for terminals, with ESC and with the single characters that mean the same.
fn terminal() -> Vec<String> {
    // Two blanks apart, for some hold one.
    let csi = "31m  0m  1;5;7m  38;2;1;2;3m  2J  3J  H  1;1H  10A  99B  99C  99D  K  1K  2K  L  M  P  X  S  T  \
               @  G  d  s  u  6n  5n  c  >c  =c  ?1049h  ?1049l  ?47h  ?1000h  ?1002h  ?1003h  ?1006h  ?2004h  \
               ?2004l  ?25l  ?25h  ?1h  ?7l  ?2026h  4h  20h  !p  0q  3 q  1;5r  21t  14t  8;99;99t  >4;2m  \
               ?5h  61\"p  ?6n  i  5i  4i";
    let strings = [
        "0;title",
        "1;icon",
        "2;title",
        "4;1;rgb:ff/ff/ff",
        "8;;https://example.org",
        "8;;",
        "9;notice",
        "10;?",
        "11;?",
        "52;c;cm0gLXJm",
        "52;c;?",
        "104",
        "112",
        "133;A",
        "777;notify;a;b",
        "1337;File=inline=1:AAAA",
        "7;file:///etc",
    ];
    let single = [
        "c", "7", "8", "D", "E", "H", "M", "N", "O", "Z", "=", ">", "(0", ")0", "#8", "n", "o", "|", "}",
        "%G",
    ];
    let mut all = Vec::new();
    for body in csi.split("  ") {
        all.push(format!("\u{1b}[{body}"));
        all.push(format!("\u{9b}{body}"));
    }
    for body in strings {
        all.push(format!("\u{1b}]{body}\u{7}"));
        all.push(format!("\u{1b}]{body}\u{1b}\\"));
        all.push(format!("\u{9d}{body}\u{9c}"));
    }
    all.extend(single.map(|body| format!("\u{1b}{body}")));
    for body in ["$q\"p", "+q544e", "1$r0m", "tmux;x"] {
        all.push(format!("\u{1b}P{body}\u{1b}\\"));
        all.push(format!("\u{90}{body}\u{9c}"));
    }
    all.extend(
        ["\u{1b}_apc\u{1b}\\", "\u{1b}^pm\u{1b}\\", "\u{1b}Xsos\u{1b}\\", "\u{9f}apc\u{9c}"]
            .map(String::from),
    );
    all
}

/// Single controls, marks of direction, what cannot be seen, and heaps of marks.
fn unseen() -> Vec<String> {
    let mut all: Vec<String> =
        (0u32..0x20).chain(0x7f..0xa0).filter_map(char::from_u32).map(String::from).collect();
    let marks = [
        0x61c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060,
        0x2061, 0x2062, 0x2063, 0x2064, 0x2066, 0x2067, 0x2068, 0x2069, 0x206a, 0x206f, 0xfeff, 0xfff9,
        0xfffa, 0xfffb, 0xe0001, 0xe0041, 0xe007f,
    ];
    all.extend(marks.iter().filter_map(|c| char::from_u32(*c)).map(|c| format!("ab{c}cd")));
    all.push("\u{200b}".repeat(500));
    all.push("\u{200d}".repeat(50));
    all.push("\u{202e}".repeat(200));
    all.push(format!("e{}", "\u{301}".repeat(1000)));
    all.push(format!("Z{}", "\u{334}\u{35c}\u{489}".repeat(300)));
    all.push(format!("{}x", "\u{fe0f}".repeat(100)));
    all.push("\u{ffff}\u{fffe}\u{10ffff}".to_owned());
    all.push("日本\u{3000}語".repeat(30));
    all.push("👩‍👩‍👧‍👦".repeat(10));
    all.push("\r\nHTTP/1.1 200".to_owned());
    all.push("\r overwritten".to_owned());
    all.push("\u{8}\u{8}\u{8}\u{8}gone".to_owned());
    all
}

/// What Markdown, HTML and spreadsheets act on. The word `evil` is in each target.
fn markup() -> Vec<String> {
    let mut all: Vec<String> = [
        "[a](https://evil.example)",
        "![a](https://evil.example/x.png)",
        "[a][evil]",
        "\n\n[evil]: https://evil.example",
        "<https://evil.example>",
        "<evil@evil.example>",
        "<script>evil()</script>",
        "<img src=x onerror=evil()>",
        "<a href=\"javascript:evil()\">x</a>",
        "<!-- evil -->",
        "<![CDATA[evil]]>",
        "<?php evil ?>",
        "</table>",
        "<iframe src=evil>",
        "<svg onload=evil()>",
        "<style>*{}</style>",
        "&lt;script&gt;",
        "&#60;script&#62;",
        "&#x3c;b&#x3e;",
        "&amp;lt;",
        "&nbsp;",
        "&copy",
        "\n# evil",
        "\n## evil",
        "\n\nevil\n===",
        "\n\nevil\n---",
        "\n---\n",
        "\n***\n",
        "\n___\n",
        "\n> evil",
        "\n- evil",
        "\n* evil",
        "\n+ evil",
        "\n1. evil",
        "\n1) evil",
        "\n    evil()",
        "\n\tevil()",
        "\n```\nevil\n```",
        "\n~~~\nevil\n~~~",
        "`evil`",
        "``evil``",
        "**evil**",
        "__evil__",
        "*evil*",
        "_evil_",
        "~~evil~~",
        "| evil | evil |",
        "\n| a | b |\n|---|---|\n| c | d |",
        "\\[a](evil)",
        "\\\\[a](evil)",
        "[a\\](evil)",
        "[^1]\n\n[^1]: evil",
        "\n- [ ] evil",
        "\n:::evil",
        "$evil$",
        "$$evil$$",
        "evil  \nbreak",
        "evil\\\nbreak",
        "{{evil}}",
        "{% evil %}",
        "[[evil]]",
        "\n---\ntitle: evil\n---\n",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-1+1",
        "@SUM(1)",
        "\t=1",
        "=HYPERLINK(\"evil\")",
        "javascript:evil()",
        "https://evil.example",
        "\"><b>evil</b>",
        "'><b>evil</b>",
        "-->",
        "]]>",
        "${evil}",
        "$(evil)",
        "`$(evil)`",
        "%s%n",
        "%00",
    ]
    .map(String::from)
    .to_vec();
    all.push("[".repeat(300));
    all.push(format!("{}evil{}", "*".repeat(100), "*".repeat(100)));
    all
}
