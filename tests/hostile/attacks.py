"""Expressions that attack: what would be Python, what would never end, what would grow without limit.

``{canary}`` is a file that must not be read, ``{port}`` a port that must not be connected to.
"""

REACHING = {
    "import function": '__import__("os").system("touch {canary}.ran")',
    "import statement": "import os",
    "eval": 'eval("1+1")',
    "exec": 'exec("import os")',
    "compile": 'compile("1", "x", "eval")',
    "open": 'open("{canary}").read()',
    "input": "input()",
    "globals": "globals()",
    "getattr": 'getattr(x, "__class__")',
    "breakpoint": "breakpoint()",
    "lambda": "(lambda: 1)()",
    "walrus": "(a := 1)",
    "comprehension": "[c for c in ().__class__.__bases__[0].__subclasses__()]",
    "class of a tuple": "().__class__.__bases__[0].__subclasses__()",
    "class of a text": '"".__class__.__mro__',
    "class of a variable": "x.__class__.__init__.__globals__",
    "method of a list": "x.append(1)",
    "method of a text": 'name.format("x")',
    "method of a date": "now().replace(1)",
    "reduce of a date": 'date("2025-01-01").__reduce__()',
    "zone of a date": "now().tzinfo.key",
    "closure of a function": "(function(a) a).invoke.__closure__",
    "signatures of a function": "abs.signatures[1].function.__globals__",
    "dunder key": '{{"__class__": 1}}.__class__.__name__',
    "dunder loop": "for __builtins__ in [1] return __builtins__.__dict__",
    "dunder get value": 'get value(x, "__class__")',
    "dunder context put": 'context put({{}}, "__class__", 1).__class__.mro',
    "format text": '"{{0.__class__}}".format(x)',
    "percent format": '"%s" % x',
    "f-string": 'f"{{x.__class__}}"',
    "template": "${{7*7}}",
    "mustache": "{{{{7*7}}}}",
    "JUEL": "#{{execution.getVariable('x')}}",
    "OGNL": "@java.lang.Runtime@getRuntime().exec('id')",
    "shell": "`id`; $(id)",
    "java function": (
        'function(x) external {{java: {{class: "java.lang.Runtime", "method signature": "exec(x)"}}}}'
    ),
    "pmml function": 'function(x) external {{pmml: {{document: "file://{canary}", model: "m"}}}}',
    "XPath document": "doc('file://{canary}')",
    "XPath in a pattern": "matches(\"a\", \"') or doc('file://{canary}') or ('\")",
    "address": 'get("http://127.0.0.1:{port}/")',
    "zone file": 'date and time("2025-01-01T00:00:00@../../../../..{canary}")',
    "zone path": 'time("10:00:00@{canary}")',
    "zone in a literal": '@"2025-01-01T00:00:00@Etc/../../etc/passwd"',
    "working calendar zone": 'working time after(now(), @"P1D", {{zone: "../..{canary}"}})',
    "YAML tag": "!!python/object/apply:os.system ['id']",
    "pickle": "cos\nsystem\n(S'id'\ntR.",
    "null byte": '"a\\u0000b"',
    "lone surrogate": '"\\ud800"',
    "direction marks": '"\\u202e\\u2066"',
    "homoglyph": "\u0455um([1])",
    "SQL": "1'; DROP TABLE case; --",
    "markup": '"<script>alert(1)</script>"',
}
"""What would be dangerous if anything but FEEL were evaluated."""

GREEDY = {
    "endless range": "for i in 1..1000000000000 return i",
    "product of loops": "for a in 1..9999, b in 1..9999, c in 1..9999 return a",
    "loops in loops": "count(for i in 1..99999 return for j in 1..99999 return for k in 1..99999 return k)",
    "some": "some i in 1..1000000000 satisfies false",
    "every": "every i in 1..1000000000 satisfies true",
    "partial": "for i in 1..100000 return partial",
    "recursion": "{{f: function(n) f(n + 1), r: f(0)}}.r",
    "recursion in two": "{{f: function(n) f(n) + f(n), r: f(0)}}.r",
    "mutual recursion": "{{f: function(g, n) g(g, n), r: f(f, 1)}}.r",
    "filter of a range": "[1..1000000000][item > 0] = (for i in [1..1000000000] return i)",
    "list of lists": "{{a: [1,1], b: [a,a,a,a,a,a,a,a], c: [b,b,b,b,b,b,b,b], d: [c,c,c,c,c,c,c,c], "
    "e: [d,d,d,d,d,d,d,d], f: [e,e,e,e,e,e,e,e], g: [f,f,f,f,f,f,f,f], h: [g,g,g,g,g,g,g,g]}}.h",
    "flatten of lists": "flatten({{a: [1,1], b: [a,a,a,a,a,a,a,a], c: [b,b,b,b,b,b,b,b], "
    "d: [c,c,c,c,c,c,c,c], e: [d,d,d,d,d,d,d,d], f: [e,e,e,e,e,e,e,e], g: [f,f,f,f,f,f,f]}}.g)",
    "doubled text": "{{"
    + ", ".join(
        ['a0: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"']
        + [f"a{n}: a{n - 1} + a{n - 1}" for n in range(1, 40)]
    )
    + "}}",
    "doubled list": "{{"
    + ", ".join(["a0: [1]"] + [f"a{n}: concatenate(a{n - 1}, a{n - 1})" for n in range(1, 40)])
    + "}}",
    "joined text": 'string join(for i in 1..100000 return "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")',
    "replaced text": 'replace(string join(for i in 1..900 return "aaaaaaaaaa"), "a", "'
    + "b" * 9000
    + '")',
    "power of powers": "9 ** (9 ** (9 ** 9))",
    "power chain": "9 ** 9 ** 9 ** 9 ** 9",
    "exponential": "exp(1000000)",
    "factorial": "product(for i in 1..100000 return i)",
    "huge scale": "decimal(1 / 3, 1000000000)",
    "huge digits": "1" + "0" * 5000 + " ** 1000",
    "huge exponent": "1e999999",
    "tiny exponent": "1e-999999",
    "square root": "sqrt(1e6000)",
    "modulo": "modulo(1e6000, 7)",
    "even": "even(1e6000)",
    "nested groups": 'matches(string join(for i in 1..900 return "aaaaa"), "(a+)+$")',
    "choices": 'matches(string join(for i in 1..900 return "aaaaa"), "(a|a)*$")',
    "many stars": 'matches(string join(for i in 1..1800 return "aaaaa"), "a*a*a*a*a*b")',
    "many options": 'matches(string join(for i in 1..900 return "aaaaa"), "'
    + "a?" * 40
    + "a" * 40
    + '$")',
    "counted": 'matches("aaaa", "((a{{1,300}}){{1,300}}){{1,300}}$")',
    "back-reference": 'matches("aaaa", "(a*)\\\\1*b")',
    "look-around": 'matches("x", "(?=(a+))\\\\1b")',
    "deep pattern": 'matches("a", "' + "(" * 300 + "a" + ")" * 300 + '")',
    "split by stars": 'split(string join(for i in 1..900 return "aaaaa"), "(a*)*")',
    "dates forward": 'date("9999-12-31") + @"P1D"',
    "dates backward": 'date("0001-01-01") - @"P1D"',
    "years": 'date("2025-01-01") + @"P999999999Y"',
    "days": '@"P999999999D" * 999999999',
    "range of dates": 'for d in date("0001-01-01")..date("9999-12-31") return d',
    "working days": 'working time after(now(), @"P999999D", {{zone: "Asia/Shanghai", weekdays: [1]}})',
    "sorting": "sort(for i in 1..9000 return 0 - i, function(a, b) count(for k in 1..900 return k) > a)",
    "union": "union(for i in 1..9000 return i, for i in 1..9000 return 0 - i)",
    "distinct": "distinct values(for i in 1..9000 return i)",
    "index of": "for i in 1..900 return index of(for j in 1..900 return j, i)",
    "deep list": "[" * 45 + "]" * 45 + " = " + "[" * 45 + "]" * 45,
    "deep value": "{{f: function(n, l) if n = 0 then l else f(n - 1, [l]), r: f(5000, [])}}.r",
    "string of deep": "string({{f: function(n, l) if n = 0 then l else f(n - 1, [l, l]), r: f(40, [1])}}.r)",
    "warnings": "for i in 1..20000 return i.nothing + null",
}
"""What wants too much while it runs."""

UNREADABLE = {
    "parentheses": "(" * 2000 + "1" + ")" * 2000,
    "brackets": "[" * 5000,
    "negations": "not(" * 2000 + "true" + ")" * 2000,
    "contexts": "{{a:" * 2000,
    "minus signs": "-" * 9000 + "1x",
    "conditions": "if true then " * 5000,
    "paths": "a" + ".b" * 2000,
    "filters": "a" + "[1]" * 2000,
    "types": "a instance of " + "list<" * 2000,
    "intervals": "]1..x[" * 500,
    "functions": "function(a) " * 1000 + "a",
    "loops": "for i in " * 1000 + "i",
    "comments": "/*" * 10000,
    "open text": '"' + "\\" * 40000,
    "long": "1 + " * 20000 + "1",
    "long name": "a" * 60000,
    "many names": " ".join(f"a{n}" for n in range(9000)),
    "additions": "+".join("1" for _ in range(4000)) + "+",
    "brackets of all kinds": "([{{" * 3000,
}
"""What wants too much while it is read."""


VALUES = {
    f"value {text[:40]}": f'"{text}"'
    for text in (
        "2026-01-05T10:00:00@Europe/Vienna",
        "2026-01-05T10:00:00@../../../../..{canary}",
        "2026-01-05T10:00:00@{canary}",
        "2026-01-05T10:00:00@" + "A/" * 3000,
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00+14:00",
        "99999-01-01T00:00:00Z",
        "2026-02-30",
        "PT0S",
        "-PT1H",
        "-P9999Y",
        "P9999Y",
        "P99999999999999999999Y",
        "PT99999999999999999999S",
        "PT" + "9" * 5000 + "S",
        "PT0." + "0" * 5000 + "1S",
        "PT0.000001S",
        "PT1e9S",
        "R/PT0S",
        "R/-PT1H",
        "R/PT0.001S",
        "R/P3000Y",
        "R0/PT1S",
        "R" + "9" * 5000 + "/PT1S",
        "R99999999999999/PT1S",
        "R/1000-01-01T00:00:00Z/PT1S",
        "R/PT1S/0001-01-01T00:00:00Z",
        "* * * * * *",
        "0/0 * * * * *",
        "*/0 * * * * ?",
        "0 0 0 31 2 ?",
        "0 0 0 1-999999999 * ?",
        "0-59/0.1 " * 3000,
        "-1",
        "1e400",
        "99999999999999999999999999",
        "9" * 5000,
        "NaN",
        "Infinity",
        "1_000",
        "\u0661",
        "a" * 40_000,
        "a," * 20_000,
        "@",
        "g@@@",
    )
}
"""Texts where a time, a number or a name is wanted."""


def filled(text: str, canary: str, port: int) -> str:
    """Put in the file and the port."""
    return text.format(canary=canary, port=port) if "{" in text else text
